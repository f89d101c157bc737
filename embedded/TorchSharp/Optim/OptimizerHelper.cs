using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What the optimizers share: a step count and named state tensors for each parameter, and updates that run over all
/// parameters of a group in a few operators.
/// </summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, State> states = new(ReferenceEqualityComparer.Instance);

    public OptimizerHelper()
    {
    }

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using (enable_grad()) loss = closure();
        }
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var group in _parameter_groups)
        {
            var ready = group.Parameters.Select(p => (Parameter: p, Gradient: p.grad))
                .Where(p => p.Gradient is not null);
            foreach (var batch in ready.GroupBy(p => ++StateOf(p.Parameter).Steps))
                Update(group, batch.Key, [.. batch.Select(p => p.Parameter)], [.. batch.Select(p => p.Gradient!)]);
        }
        return loss;
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    /// <summary>
    /// Writes learning rates, step counts and state tensors; read back by the same optimizer over the same parameters.
    /// </summary>
    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(_parameter_groups.Count);
        foreach (var group in _parameter_groups)
        {
            writer.Write(group.LearningRate);
            writer.Write(group.InitialLearningRate);
        }
        foreach (var parameter in parameters())
        {
            var state = StateOf(parameter);
            writer.Write(state.Steps);
            writer.Write(state.Tensors.Count);
            foreach (var (key, tensor) in state.Tensors)
            {
                using var onCpu = tensor.to(parameter.dtype, CPU);
                using var packed = onCpu.contiguous();
                writer.Write(key);
                writer.Write(packed.bytes.Length);
                writer.Write(packed.bytes);
            }
        }
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void load_state_dict(BinaryReader reader)
    {
        if (reader.ReadInt32() != _parameter_groups.Count)
            throw new InvalidDataException("The optimizer state has another number of parameter groups.");
        foreach (var group in _parameter_groups)
            (group.LearningRate, group.InitialLearningRate) = (reader.ReadDouble(), reader.ReadDouble());
        foreach (var parameter in parameters())
        {
            var state = StateOf(parameter);
            state.Steps = reader.ReadInt64();
            for (var count = reader.ReadInt32(); count > 0; count--)
                Read(reader, state.Of(reader.ReadString(), parameter));
        }
    }

    /// <summary>Updates parameters that all had as many steps; runs without recording, in a dispose scope.</summary>
    private protected abstract void Update(ParamGroup group, long steps, Parameter[] parameters, Tensor[] gradients);

    /// <summary>The named state tensor of each parameter, zeros at first.</summary>
    private protected Tensor[] StateTensors(string key, Parameter[] parameters) =>
        [.. parameters.Select(parameter => StateOf(parameter).Of(key, parameter))];

    private protected void AddGroups(IEnumerable<ParamGroup> groups, double learningRate)
    {
        foreach (var group in groups)
        {
            group.Parameters = [.. group.Parameters];
            group.LearningRate = group.Options.LearningRate ?? learningRate;
            group.InitialLearningRate = group.LearningRate;
            _parameter_groups.Add(group);
        }
    }

    /// <summary>Adds the decay to the gradients (L2); the gradients themselves stay as they are.</summary>
    private protected static Tensor[] Decayed(Tensor[] gradients, Parameter[] parameters, double decay, bool maximize)
    {
        var signed = maximize ? Op.CallList("_foreach_neg", gradients) : gradients;
        return decay == 0 ? signed : Op.CallList("_foreach_add.List", signed, parameters.ToArray<Tensor>(), decay);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var tensor in states.Values.SelectMany(state => state.Tensors.Values)) tensor.Dispose();
        base.Dispose(disposing);
    }

    private static void Read(BinaryReader reader, Tensor target)
    {
        using var packed = empty(target.shape, target.dtype);
        var bytes = packed.bytes;
        if (reader.ReadInt32() != bytes.Length)
            throw new InvalidDataException("The optimizer state was saved for parameters of another size.");
        reader.BaseStream.ReadExactly(bytes);
        using (no_grad()) target.copy_(packed);
    }

    private State StateOf(Parameter parameter) =>
        CollectionsMarshal.GetValueRefOrAddDefault(states, parameter, out _) ??= new State();

    private sealed class State
    {
        internal long Steps;
        internal readonly SortedDictionary<string, Tensor> Tensors = new(StringComparer.Ordinal);

        internal Tensor Of(string key, Tensor like)
        {
            if (!Tensors.TryGetValue(key, out var tensor))
                Tensors[key] = tensor = zeros_like(like).DetachFromDisposeScope();
            return tensor;
        }
    }
}
