using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Codecs;

/// <summary>A receiver that hears nothing but noise: what is right by chance.</summary>
internal static class NoiseReceiver
{
    private const int PicturesOfEach = 20;
    private static readonly Seed Noise = new(90);

    /// <summary>Symbols of unit power [count, k] that carry nothing, from a transmission on.</summary>
    public static Tensor Symbols(int count, int size, long first)
    {
        using var scope = NewDisposeScope();
        return stack(Enumerable.Range(0, count).Select(row =>
        {
            var symbols = new float[size];
            GaussianSamples.Fill(new PhiloxKey(Noise, StreamPurpose.Noise, default, new(first + row)), symbols);
            return tensor(symbols);
        })).MoveToOuterDisposeScope();
    }

    /// <summary>Symbols [k] as if they had come over white noise of an SNR, dB.</summary>
    public static ReceivedFrame Frame(Tensor symbols, double snrDb)
    {
        var variance = new float[symbols.shape[0] / 2];
        Array.Fill(variance, (float)(Transmission.Power / (1 + Decibels.ToRatio(snrDb))));
        return new(0, symbols.cpu().data<float>().ToArray(), variance, snrDb);
    }

    /// <summary>
    /// [attribute][degree]: how often pictures of noise have it, over adapters for all SNRs; null: without any.
    /// </summary>
    public static double[][] Degrees(JeccNetworks networks, AttributePredictor judge, CodingOptions? coding)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var seen = networks.Adapters.SnrsDb.SelectMany((snrDb, id) =>
        {
            using var code = coding is null ? new PaperCode(null, networks.Device) : networks.Code(coding, snrDb);
            var symbols = Symbols(PicturesOfEach, coding?.Symbols ?? networks.SymbolCount, id * PicturesOfEach);
            var latents = symbols.unbind(0).Select(one => code.Decode(Frame(one, snrDb)).to(networks.Device));
            return JudgeDegrees.Of(judge, networks.Generator.call(stack(latents)));
        }).ToArray();
        return [.. FaceAttributes.All.Select(attribute => Enumerable.Range(0, FaceAttributes.DegreeCount)
            .Select(degree => seen.Average(degrees => degrees[(int)attribute] == degree ? 1.0 : 0)).ToArray())];
    }
}
