using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>What measures, and the networks of Editable-DeepSC, which the process keeps for all codecs.</summary>
internal sealed class PaperInstruments(DirectoryInfo weights, Device device, EvaluationData data) : IDisposable
{
    private const double Margin = 0.01;    // a reading outside 0 to 1 says no more than one at the end

    public JeccNetworks Networks { get; } = JeccCodec.SharedNetworks(weights, device.ToString());

    public AttributePredictor Judge { get; } = JeccCodec.SharedJudge(weights, device.ToString());

    public Observer Observer { get; } = PriorNetworks.Frozen(PriorNetworks.Observer(weights), device);

    public EvaluationData Data => data;

    /// <summary>What the observer reads of parameters that no sentence changes, as normal numbers [N, 48].</summary>
    public float[] Readings(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var read = Observer.call(images.to(Networks.Device))[.., ..PortraitParameters.FirstAttribute];
        return PaperNumbers.Of(PortraitLatent.NormalsOfUniforms(read.clamp(Margin, 1 - Margin)));
    }

    public void Dispose() => Observer.Dispose();
}

/// <summary>Numbers of pictures as results keep them.</summary>
internal static class PaperNumbers
{
    public static float[] Of(Tensor values) => [.. values.cpu().contiguous().data<float>()];

    public static float[] Of(double[] values) => [.. values.Select(value => (float)value)];

    /// <summary>The PSNR of each of images [N, 3, S, S] in -1..1 to its counterpart, dB.</summary>
    public static float[] PsnrDb(Tensor images, Tensor others) =>
        Of((images - others).square().mean([1, 2, 3]).clamp_min(1e-12).log10() * -10 + 10 * Math.Log10(4));
}
