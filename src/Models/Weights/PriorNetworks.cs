using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using TorchSharp;

namespace EditableDeepSC.Models.Weights;

/// <summary>The networks of a weights folder, checked against its manifest; whoever asks disposes them.</summary>
public static class PriorNetworks
{
    private const string Ending = ".safetensors";

    public static Networks.Generator Generator(DirectoryInfo weights) =>
        Load<Networks.Generator>(weights, "generator", "stylegan2");

    public static Discriminator Discriminator(DirectoryInfo weights) =>
        Load<Discriminator>(weights, "discriminator", "discriminator");

    public static AttributePredictor Predictor(DirectoryInfo weights) =>
        Load<AttributePredictor>(weights, "predictor", "predictor");

    /// <summary>The second predictor, which only evaluations may ask.</summary>
    public static AttributePredictor Judge(DirectoryInfo weights) =>
        Load<AttributePredictor>(weights, "judge", "predictor");

    /// <summary>The network that reads all parameters, which only evaluations may ask.</summary>
    public static Observer Observer(DirectoryInfo weights) => Filled(new Observer(), weights, "observer");

    /// <summary>The official network of FID, which only evaluations may ask.</summary>
    public static InceptionV3 Inception(DirectoryInfo weights) => Load<InceptionV3>(weights, "inception", "inception");

    /// <summary>Whether a weights folder lists a network.</summary>
    public static bool Has(DirectoryInfo weights, string name) =>
        WeightsManifest.Load(weights.FullName).Files.Any(file => file.File == name + Ending);

    public static FaceIdentity Identity(DirectoryInfo weights) => Load<FaceIdentity>(weights, "identity", "arcface");

    /// <summary>LPIPS-P, or a user's own LPIPS of the AlexNet or VGG form.</summary>
    public static Lpips Perceptual(DirectoryInfo weights) => Load<Lpips>(weights, "perceptual", "lpips");

    public static InversionEncoder Inversion(DirectoryInfo weights)
    {
        using var file = TensorFile.Open(PathOf(weights, "inversion"));
        var shapes = new StateShapes(file.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape));
        var last = (int)Math.Sqrt(shapes.Alone("fc1.weight", 1) / (double)InversionEncoder.LastMaps);
        var blocks = shapes.Stages();
        return Filled(new InversionEncoder(new()
        {
            BlockCounts = blocks,
            Width = (int)shapes["conv1.weight", 0],
            ImageSize = last << (blocks.Count + 1),
            HiddenSize = (int)shapes["fc1.weight", 0],
            LatentSize = (int)shapes["fc2.weight", 0],
        }), weights, "inversion");
    }

    /// <summary>M, one field for each attribute.</summary>
    public static AttributeFields Fields(DirectoryInfo weights) =>
        Filled(new AttributeFields(AttributeFields.Small), weights, "fields");

    /// <summary>Talk2Edit's fields on w.</summary>
    public static AttributeFields StyleFields(DirectoryInfo weights) =>
        Filled(new AttributeFields(AttributeFields.Small), weights, AttributeFields.OnStylesFileName);

    /// <summary>Pixels on a side of the generator's pictures, without loading it.</summary>
    public static int ImageSide(DirectoryInfo weights)
    {
        using var file = TensorFile.Open(PathOf(weights, "generator"));
        return 4 << file.Tensors.Count(tensor =>
            tensor.Name.StartsWith("to_rgbs.", StringComparison.Ordinal) && tensor.Name.Split('.') is [_, _, "bias"]);
    }

    /// <summary>What adapters of closed form are made of.</summary>
    public static Coding.LatentStatistics Coding(DirectoryInfo weights)
    {
        const string name = Models.Coding.LatentStatistics.FileName;
        using var file = TensorFile.Open(PathOf(weights, name));
        var shapes = new StateShapes(file.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape));
        var (latent, numbers) = (shapes.Alone("mean", 0), shapes.Alone("covariance", 0));
        return numbers == shapes.Alone("covariance", 1) && numbers <= latent
            ? Filled(new Coding.LatentStatistics((int)latent, (int)numbers), weights, name)
            : throw new WeightsException(WeightsErrorReason.WrongNetwork,
                $"A covariance of {numbers} numbers does not fit a latent vector of {latent}.");
    }

    /// <summary>The curve of the form conditioned.</summary>
    public static Coding.NumberCurve Curve(DirectoryInfo weights) =>
        Frozen(Filled(new Coding.NumberCurve(), weights, Models.Coding.NumberCurve.FileName), CPU);

    /// <summary>The network on a device, in evaluation mode, without gradients of its own.</summary>
    public static T Frozen<T>(T network, Device device) where T : nn.Module
    {
        network.to(device).Kept();
        network.eval();
        foreach (var parameter in network.parameters()) parameter.requires_grad_(false);
        if (network is Networks.Generator generator) generator.Freeze();
        return network;
    }

    private static T Filled<T>(T network, DirectoryInfo weights, string name) where T : nn.Module
    {
        ModuleWeights.Load(network, PathOf(weights, name));
        network.eval();
        return network.Kept();
    }

    private static T Load<T>(DirectoryInfo weights, string name, string kind) where T : nn.Module
    {
        using var file = TensorFile.Open(PathOf(weights, name));
        var network = (T)NetworkKind.All.Single(known => known.Name == kind).Load(file);
        network.eval();
        return network;
    }

    /// <summary>The path of a shipped network, after a check of the file.</summary>
    internal static string PathOf(DirectoryInfo weights, string name) =>
        WeightsManifest.Load(weights.FullName).Require(name + Ending);
}
