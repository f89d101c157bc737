using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Models;

/// <summary>The networks of a weights folder, checked against its manifest; whoever asks disposes them.</summary>
public static class PriorNetworks
{
    public static Networks.Generator Generator(DirectoryInfo weights) => Load<Networks.Generator>(weights, "generator", "stylegan2");

    public static Discriminator Discriminator(DirectoryInfo weights) =>
        Load<Discriminator>(weights, "discriminator", "discriminator");

    public static AttributePredictor Predictor(DirectoryInfo weights) =>
        Load<AttributePredictor>(weights, "predictor", "predictor");

    /// <summary>The second predictor, which only evaluations may ask.</summary>
    public static AttributePredictor Judge(DirectoryInfo weights) =>
        Load<AttributePredictor>(weights, "judge", "predictor");

    public static FaceIdentity Identity(DirectoryInfo weights) => Load<FaceIdentity>(weights, "identity", "arcface");

    /// <summary>LPIPS-P, or a user's own LPIPS of the AlexNet or VGG form.</summary>
    public static Lpips Perceptual(DirectoryInfo weights) => Load<Lpips>(weights, "perceptual", "lpips");

    private static T Load<T>(DirectoryInfo weights, string name, string kind) where T : nn.Module
    {
        using var file = TensorFile.Open(WeightsManifest.Load(weights.FullName).Require(name + ".safetensors"));
        var network = (T)NetworkKind.All.Single(known => known.Name == kind).Load(file);
        network.eval();
        return network;
    }
}
