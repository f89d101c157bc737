using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.ErrorRates;

/// <summary>
/// Bit error rates of Gray mapping with coherent detection: Q(sqrt(2 Eb/N0)), and the exact sums of Cho and Yoon, "On
/// the general BER expression of one- and two-dimensional amplitude modulations" (IEEE Trans. Commun. 50(7), 2002).
/// Rayleigh is independent per symbol with perfect channel knowledge: erfc(sqrt a) becomes 1 - sqrt(a / (1 + a)).
/// </summary>
public static class UncodedReference
{
    private const int SymbolsPerFrame = 2048;
    private static readonly double[] _ebN0Db = [-6, 0, 4, 6, 8, 10, 12, 14, 18, 20];

    private static readonly double[] _twoPhaseAwgn =
        [2.392287e-01, 7.864960e-02, 1.250082e-02, 2.388291e-03, 1.909078e-04, 3.872108e-06, 9.006010e-09];

    private static readonly double[] _qam16Awgn =
    [
        2.867780e-01, 1.409816e-01, 5.862374e-02, 2.787133e-02, 9.247214e-03, 1.754151e-03, 1.386587e-04, 2.763208e-06,
    ];

    private static readonly double[] _qam64Awgn =
    [
        3.285798e-01, 1.998414e-01, 1.185227e-01, 8.381678e-02, 5.233386e-02, 2.653271e-02, 9.723985e-03, 2.154004e-03,
        6.351148e-06,
    ];

    private static readonly double[] _twoPhaseRayleigh =
    [
        2.759687e-01, 1.464466e-01, 7.713692e-02, 5.299888e-02, 3.545907e-02, 2.326871e-02, 1.506468e-02, 9.665039e-03,
        3.915749e-03, 2.481405e-03,
    ];

    private static readonly double[] _qam16Rayleigh =
    [
        3.201286e-01, 1.975740e-01, 1.198775e-01, 8.784387e-02, 6.198768e-02, 4.237097e-02, 2.825142e-02, 1.849748e-02,
        7.665023e-03, 4.885449e-03,
    ];

    private static readonly double[] _qam64Rayleigh =
    [
        3.535115e-01, 2.470633e-01, 1.715420e-01, 1.362288e-01, 1.042155e-01, 7.667955e-02, 5.436487e-02, 3.732352e-02,
        1.639584e-02, 1.061960e-02,
    ];

    /// <summary>Eight curves; BPSK and QPSK share their figures.</summary>
    public static IReadOnlyList<ReferenceCurve> Curves { get; } =
    [
        Awgn(Constellation.Bpsk, _twoPhaseAwgn),
        Awgn(Constellation.Qpsk, _twoPhaseAwgn),
        Awgn(Constellation.Qam16, _qam16Awgn),
        Awgn(Constellation.Qam64, _qam64Awgn),
        Rayleigh(Constellation.Bpsk, _twoPhaseRayleigh),
        Rayleigh(Constellation.Qpsk, _twoPhaseRayleigh),
        Rayleigh(Constellation.Qam16, _qam16Rayleigh),
        Rayleigh(Constellation.Qam64, _qam64Rayleigh),
    ];

    private static ReferenceCurve Awgn(Constellation constellation, double[] rates) =>
        Curve($"{constellation.Name} awgn", new AwgnChannel(), constellation, rates);

    private static ReferenceCurve Rayleigh(Constellation constellation, double[] rates) => Curve(
        $"{constellation.Name} rayleigh", new RayleighChannel(new()), constellation, rates);

    private static ReferenceCurve Curve(
        string name, IChannel channel, Constellation constellation, double[] rates) => new()
        {
            Name = name,
            Channel = channel,
            CreateModem = () => new UncodedModem(constellation),
            InfoBits = SymbolsPerFrame * constellation.BitsPerSymbol,
            IsFrameErrorRate = false,
            Points = [.. _ebN0Db.Zip(rates, (ebN0Db, rate) => new ReferencePoint(ebN0Db, rate))],
        };
}
