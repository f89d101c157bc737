using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Coding;

namespace EditableDeepSC.Channels.ErrorRates;

/// <summary>
/// Frame error rates over BPSK and AWGN as AFF3CT publishes them (github.com/aff3ct/error_rate_references, folder
/// LDPC/AWGN/BPSK/BP_HORIZONTAL_LAYERED): about 100 frame errors a point, so each is good to about 20 %.
/// </summary>
public static class LdpcReference
{
    /// <summary>IEEE 802.11n (648, 540) and IEEE 802.16e (576, 288), layered decoders with syndrome stop.</summary>
    public static IReadOnlyList<ReferenceCurve> Curves { get; } =
    [
        Wifi("sum-product, 5 iterations", SumProduct(5), 0.507, 0.138, 2.07e-2, 1.68e-3),
        Wifi("sum-product, 10 iterations", SumProduct(10), 0.444, 8.62e-2, 8.95e-3, 4.76e-4),
        Wifi("sum-product, 20 iterations", SumProduct(20), 0.425, 7.48e-2, 5.49e-3, 2.20e-4),
        Wifi("min-sum, 10 iterations", MinSum(10, 1), 0.733, 0.228, 3.63e-2, 1.84e-3),
        Wimax("sum-product, 100 iterations", SumProduct(100), 0.485, 0.105, 1.16e-2, 4.39e-4),
        Wimax("min-sum 0.825, 100 iterations", MinSum(100, 0.825), 0.471, 0.134, 1.41e-2, 6.36e-4),
    ];

    private static LdpcDecoderOptions SumProduct(int iterations) =>
        new() { Rule = CheckRule.SumProduct, Iterations = iterations };

    private static LdpcDecoderOptions MinSum(int iterations, double factor) =>
        new() { Rule = CheckRule.MinSum, Iterations = iterations, MinSumFactor = factor };

    private static ReferenceCurve Wifi(string name, LdpcDecoderOptions decoder, params double[] rates) =>
        Curve("ldpc648r56", name, decoder, [3.0, 3.5, 4.0, 4.5], rates);

    private static ReferenceCurve Wimax(string name, LdpcDecoderOptions decoder, params double[] rates) =>
        Curve("ldpc576r12", name, decoder, [1.0, 1.5, 2.0, 2.5], rates);

    private static ReferenceCurve Curve(
        string codeName, string name, LdpcDecoderOptions decoder, double[] ebN0Db, double[] rates)
    {
        var code = LdpcCodes.Find(codeName);
        var modem = new LdpcModemOptions { Code = code, Constellation = Constellation.Bpsk, Decoder = decoder };
        return new ReferenceCurve
        {
            Name = $"{codeName} {name}",
            Channel = new AwgnChannel(),
            CreateModem = () => new LdpcModem(modem),
            InfoBits = code.InfoBits,
            IsFrameErrorRate = true,
            Points = [.. ebN0Db.Zip(rates, (snr, rate) => new ReferencePoint(snr, rate))],
        };
    }
}
