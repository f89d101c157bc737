using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Training;
using EditableDeepSC.Models.Weights;
using TorchSharp;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// Fréchet and kernel distance over the course of a training: FID and KID by official Inception weights where a folder
/// has them (<c>inception.safetensors</c>), else FID-P and KID-P by the observer of drawn portraits.
/// </summary>
public sealed class FeatureDistance : PictureDistance, IDisposable
{
    private const string InceptionName = "inception", ObserverName = "observer";
    private const int ObserverSide = 128;
    private readonly nn.Module network;
    private readonly Func<Tensor, Tensor> features;
    private readonly string suffix;
    private readonly Device device;
    private Tensor? real;

    private FeatureDistance(nn.Module network, Func<Tensor, Tensor> features, string suffix, Device device) =>
        (this.network, this.features, this.suffix, this.device) = (network, features, suffix, device);

    /// <summary>By the first of these weights folders that has a network for it; null where none has.</summary>
    public static FeatureDistance? Of(IEnumerable<DirectoryInfo> weights, Device device)
    {
        foreach (var folder in weights)
        {
            if (!File.Exists(Path.Combine(folder.FullName, WeightsManifest.FileName))) continue;
            if (PriorNetworks.Has(folder, InceptionName))
            {
                var inception = PriorNetworks.Frozen(PriorNetworks.Inception(folder), device);
                return new(inception, inception.call, "", device);
            }
            if (!PriorNetworks.Has(folder, ObserverName)) continue;
            var observer = PriorNetworks.Frozen(PriorNetworks.Observer(folder), device);
            return new(observer, images => observer.Features(AreaResize.AtLeast(images, ObserverSide)), "-P", device);
        }
        return null;
    }

    public override IReadOnlyList<(string Name, double Value)> Measure(
        Func<IEnumerable<Tensor>> real, IEnumerable<Tensor> made)
    {
        using var quiet = no_grad();
        this.real ??= Features(real());
        using var ours = Features(made);
        return [("FID" + suffix, FrechetDistance.Of(ours, this.real)),
            ("KID" + suffix, KernelDistance.Of(ours, this.real))];
    }

    public void Dispose()
    {
        real?.Dispose();
        network.Dispose();
    }

    /// <summary>[Count, D]; outlives the scopes of a training step.</summary>
    private Tensor Features(IEnumerable<Tensor> batches)
    {
        using var scope = NewDisposeScope();
        var (rows, count) = (new List<Tensor>(), 0L);
        foreach (var batch in batches)
        {
            using var inner = NewDisposeScope();
            using var images = batch;    // large ones fill a machine otherwise
            rows.Add(features(images.to(device).clamp((Scalar)(-1), (Scalar)1)).MoveToOuterDisposeScope());
            if ((count += images.shape[0]) >= Count) break;
        }
        return cat([.. rows], 0)[..Math.Min(Count, (int)count)].clone().DetachFromDisposeScope();
    }
}
