using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>What one network's training consists of; <see cref="Trainer"/> runs it.</summary>
public abstract class TrainingTask : IDisposable
{
    private readonly Dictionary<string, nn.Module> networks = [];
    private readonly Dictionary<string, OptimizerHelper> optimizers = [];

    /// <summary>The verb's argument.</summary>
    public abstract string Name { get; }

    /// <summary>What a step counts for the progress line: "images", "sentences".</summary>
    public virtual string Unit => "images";

    /// <summary>The argument of <c>eds eval</c> that measures what was trained.</summary>
    public virtual string Evaluation => "prior";

    /// <summary>All that a checkpoint keeps.</summary>
    public IReadOnlyDictionary<string, nn.Module> Networks => networks;

    public IReadOnlyDictionary<string, OptimizerHelper> Optimizers => optimizers;

    /// <summary>One update; the losses by name. All chance comes from the step's number.</summary>
    public abstract StepResult Advance(TrainingMoment now);

    /// <summary>A picture [3, H, W] of what the network does now, for the run folder, or null.</summary>
    public virtual Tensor? Sample() => null;

    /// <summary>Ends the training: the network as it is shipped (its average, say).</summary>
    public abstract IReadOnlyList<ShippedNetwork> Finish();

    /// <summary>What the model card says of the data and the method, in one paragraph.</summary>
    public abstract string Method { get; }

    public virtual void Dispose()
    {
        foreach (var optimizer in optimizers.Values) optimizer.Dispose();
        foreach (var network in networks.Values) network.Dispose();
        GC.SuppressFinalize(this);
    }

    protected T Keep<T>(string name, T network, Device device) where T : nn.Module
    {
        networks.Add(name, network.to(device).Kept());
        return network;
    }

    /// <summary>Keeps a network that is shipped under a name: from there, where the options ask for it.</summary>
    protected T KeepShipped<T>(string name, string shippedName, T network, TrainingOptions options) where T : nn.Module
    {
        if (options.FromShipped) ModuleWeights.Load(network, PriorNetworks.PathOf(options.Weights, shippedName));
        return Keep(name, network, options.Device);
    }

    protected T Keep<T>(string name, T optimizer) where T : OptimizerHelper
    {
        optimizers.Add(name, optimizer);
        return optimizer;
    }

    protected static void Update(OptimizerHelper optimizer, Tensor loss, double rate)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = group.InitialLearningRate * rate;
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
    }

    /// <summary>Moves an average of a network's parameters towards them by a share, at the start by more.</summary>
    protected static void MoveAverage(nn.Module average, nn.Module network, double share, long step)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (mean, current) in average.parameters().Zip(network.parameters()))
            mean.lerp_(current, tensor((float)Math.Max(share, 1.0 / (step + 1)), device: mean.device));
    }
}

/// <summary>What a step did: how many items it saw, and its losses by name.</summary>
public sealed record StepResult(int Items, IReadOnlyList<(string Name, double Value)> Losses);
