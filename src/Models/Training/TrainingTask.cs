using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>What one network's training consists of; <see cref="Trainer"/> runs it.</summary>
public abstract class TrainingTask(TrainingOptions options) : IDisposable
{
    private readonly List<IDisposable> owned = [];
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

    /// <summary>The data that it learns from: a checkpoint of other data is not continued.</summary>
    internal FaceFingerprint Data { get; private set; } = FaceFingerprint.Without(drawn: options.Faces is null);

    /// <summary>What the model card says of the data and the method, in one paragraph.</summary>
    public abstract string Method { get; }

    public void Dispose()
    {
        owned.ForEach(own => own.Dispose());
        GC.SuppressFinalize(this);
    }

    protected TrainingOptions Options => options;

    /// <summary>Disposes it with the task.</summary>
    protected T Own<T>(T disposable) where T : IDisposable
    {
        owned.Add(disposable);
        return disposable;
    }

    /// <summary>Says which pictures it learns from, and what of them beside their pixels.</summary>
    private protected void LearnsFrom(FaceDataSet faces, bool labels = false, bool identities = false) =>
        Data = FaceFingerprint.Of(faces, options.Resolution, labels, identities);

    /// <summary>A shipped network that this training leaves as it is.</summary>
    protected T Fixed<T>(Func<DirectoryInfo, T> load) where T : nn.Module =>
        Own(PriorNetworks.Frozen(load(options.Weights), options.Device));

    protected Networks.Generator FixedGenerator()
    {
        var generator = Fixed(PriorNetworks.Generator);
        if (NativePrecision.HasBFloat16(options.Device)) generator.Precision = ScalarType.BFloat16;
        return generator;
    }

    protected T Keep<T>(string name, T network) where T : nn.Module
    {
        networks.Add(name, network.to(options.Device).Kept());
        return Own(network);
    }

    /// <summary>Keeps a network that is shipped under a name: from there, where the options ask for it.</summary>
    protected T KeepShipped<T>(string name, string shippedName, T network) where T : nn.Module
    {
        if (options.FromShipped) ModuleWeights.Load(network, PriorNetworks.PathOf(options.Weights, shippedName));
        return Keep(name, network);
    }

    protected T KeepOptimizer<T>(string name, T optimizer) where T : OptimizerHelper
    {
        optimizers.Add(name, optimizer);
        return Own(optimizer);
    }

    protected static void Update(OptimizerHelper optimizer, Tensor loss, double rate)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = group.InitialLearningRate * rate;
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
    }

    /// <summary>Moves an average of a network's parameters towards them by a share, at the start by more.</summary>
    protected static void MoveAverage(nn.Module average, nn.Module network, double share, long step) =>
        MoveAverage(average, network, Math.Max(share, 1.0 / (step + 1)));

    /// <summary>Moves an average of a network's parameters towards them by a share.</summary>
    protected static void MoveAverage(nn.Module average, nn.Module network, double share)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (mean, current) in average.parameters().Zip(network.parameters()))
            mean.lerp_(current, tensor((float)share, device: mean.device));
    }
}

/// <summary>What a step did: how many items it saw, and its losses by name.</summary>
public sealed record StepResult(int Items, IReadOnlyList<(string Name, double Value)> Losses);
