using EditableDeepSC.Channels.Links;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Coding;

/// <summary>
/// LPIPS-P to the picture sent over white noise, as the statistics of latent vectors say for small errors: what no code
/// can pass, and what the form linear has.
/// </summary>
/// <param name="SnrDb">SNR of the link, dB.</param>
/// <param name="Bound">By Shannon's rate-distortion function of Gaussian numbers at the capacity of k symbols.</param>
/// <param name="Linear">Of the form linear made for this SNR.</param>
public sealed record CodingLimit(double SnrDb, double Bound, double Linear)
{
    /// <summary>For each SNR, dB; none where the folder lacks the statistics.</summary>
    public static IReadOnlyList<CodingLimit> Of(DirectoryInfo weights, IReadOnlyList<double> snrsDb, int symbols)
    {
        if (!File.Exists(Path.Combine(weights.FullName, LatentStatistics.FileName + ".safetensors"))) return [];
        using var statistics = PriorNetworks.Coding(weights);
        return [.. snrsDb.Select(snrDb =>
        {
            using var code = new LinearCode(statistics, snrDb, AdapterForm.Linear, symbols);
            var snr = Decibels.ToRatio(snrDb);
            var bits = WaterFilling.Capacity(symbols, snr);
            return new CodingLimit(snrDb, WaterFilling.RateDistortion(code.Variances, bits),
                WaterFilling.Distortion(code.Variances, [.. code.Powers.Take(code.Variances.Count)], snr));
        })];
    }
}
