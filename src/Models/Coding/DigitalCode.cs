using System.Numerics;
using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Coding;

/// <summary>A modulation and code within the symbols of a transmission.</summary>
/// <param name="Constellation">The modulation.</param>
/// <param name="Code">The code; it is shortened to the message.</param>
/// <param name="InfoBits">Bits of a message and its CRC; symbols that they do not fill leave their power to the rest.</param>
/// <param name="LeastSnrDb">Es/N0 over white noise, dB, at which at most one in a hundred is wrong (n = 600).</param>
internal sealed record DigitalMode(Constellation Constellation, LdpcCode Code, int InfoBits, double LeastSnrDb)
{
    /// <summary>
    /// By their rate. Faster ones would not be seen: pictures have 256 levels. DigitalCodeTests checks the thresholds.
    /// </summary>
    public static IReadOnlyList<DigitalMode> All { get; } =
    [
        new(Constellation.Qpsk, LdpcCodes.Find("ldpc648r12"), 60, -3.5),
        new(Constellation.Qpsk, LdpcCodes.Find("ldpc648r12"), 164, 0),
        new(Constellation.Qpsk, LdpcCodes.Find("ldpc648r12"), 188, 0.5),
        new(Constellation.Qpsk, LdpcCodes.Find("ldpc648r23"), 296, 3.25),
        new(Constellation.Qam16, LdpcCodes.Find("ldpc1296r12"), 376, 5.25),
        new(Constellation.Qam16, LdpcCodes.Find("ldpc1296r23"), 592, 8.5),
    ];

    /// <summary>The fastest that is sure enough at an SNR, dB; the slowest below all of them.</summary>
    public static DigitalMode At(double snrDb) => All.LastOrDefault(mode => mode.LeastSnrDb <= snrDb) ?? All[0];
}

/// <summary>
/// The form digital: degrees and turned numbers, quantised as finely as the bits allow and entropy coded, with a CRC,
/// by LDPC over QAM. A message that arrives broken says nothing: the receiver shows the mean of all portraits.
/// </summary>
public sealed class DigitalCode : LatentCode
{
    /// <summary>k; other lengths have no codes.</summary>
    public const int SymbolCount = 512;

    private const int Steps = 128, StepsAnOctave = 6, Iterations = 50;
    private static readonly Crc Check = Crc.Crc16;
    private readonly TurnedNumbers turned;
    private readonly LdpcModem modem;
    private readonly double[] deviations;
    private readonly int messageBits, used;
    private readonly double amplitude;             // of the symbols in use, whose constellation has unit power

    /// <param name="statistics">Of latent vectors; they stay the caller's.</param>
    /// <param name="snrDb">The SNR that modulation and rate are chosen for, dB: for 0 dB and more.</param>
    public DigitalCode(LatentStatistics statistics, double snrDb) : this(statistics, DigitalMode.At(snrDb)) { }

    internal DigitalCode(LatentStatistics statistics, DigitalMode mode)
    {
        turned = new(statistics, SymbolCount / 2, knowsDegrees: true);
        deviations = [.. turned.Variances.Select(Math.Sqrt)];
        messageBits = mode.InfoBits - 8 * Check.ByteCount;
        modem = new(new()
        {
            Code = mode.Code,
            Constellation = mode.Constellation,
            Decoder = new() { Rule = CheckRule.SumProduct, Iterations = Iterations },
            Demapping = Demapping.Exact,
        });
        used = modem.SymbolsFor(mode.InfoBits);
        amplitude = Math.Sqrt(SymbolCount / (2.0 * used) * Transmission.Power);
    }

    public override Tensor Encode(Tensor latent, IReadOnlyList<int> degrees)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var numbers = turned.Of(latent, degrees).data<double>().ToArray();
        var (fits, finest) = (0, Steps);
        while (finest - fits > 1)
        {
            var middle = (fits + finest) / 2;
            if (Message(numbers, degrees, middle) is null) finest = middle;
            else fits = middle;
        }
        var message = Message(numbers, degrees, fits)!.Value;
        var symbols = new float[SymbolCount];
        modem.Modulate(Bits(message), ComplexSpan.FromReal(symbols).Slice(0, used));
        return LatentPower.Normalise(tensor(symbols).unsqueeze(0)).squeeze(0).MoveToOuterDisposeScope();
    }

    public override Tensor Decode(ReceivedFrame frame)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (numbers, degrees) = Read(MessageOf(frame));
        return turned.Latent(tensor(numbers), degrees).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        turned.Dispose();
        base.Dispose();
    }

    /// <summary>What arrived; null where its CRC does not hold.</summary>
    internal BigInteger? MessageOf(ReceivedFrame frame)
    {
        var (matched, precision) = LinearCode.Evidence(frame);
        precision = precision.clamp(1e-9);
        var estimates = (matched / precision / amplitude).to_type(ScalarType.Float32).data<float>().ToArray();
        var noise = (2 / (amplitude * amplitude) / precision[..used]).data<double>().Select(one => (float)one).ToArray();
        var bits = new byte[messageBits + 8 * Check.ByteCount];
        modem.Demodulate(ComplexSpan.FromReal(estimates).Slice(0, used), noise, bits);
        var message = Integer(bits.AsSpan(0, messageBits));
        return Bits(message).AsSpan().SequenceEqual(bits) ? message : null;
    }

    /// <summary>The place of the step, the degrees, the numbers; null where that does not fit.</summary>
    private BigInteger? Message(double[] numbers, IReadOnlyList<int> degrees, int step)
    {
        var coder = new RangeEncoder(messageBits);
        coder.Add(step, Steps);
        coder.Add(DegreeCodebook.IndexOf(degrees), DegreeCodebook.Count);
        if (step == 0) return coder.Message();                                           // all numbers at their mean
        foreach (var (number, deviation) in numbers.Zip(deviations))
            coder.Add(number * deviation, deviation, Length(step));
        return coder.Message();
    }

    private (double[] Numbers, int[]? Degrees) Read(BigInteger? message)
    {
        if (message is not { } found) return (new double[deviations.Length], null);
        var coder = new RangeDecoder(found, messageBits);
        var (step, degrees) = (coder.Next(Steps), DegreeCodebook.DegreesOf(coder.Next(DegreeCodebook.Count)));
        if (step == 0) return (new double[deviations.Length], degrees);
        return ([.. deviations.Select(deviation => coder.Next(deviation, Length(step)) / deviation)], degrees);
    }

    private double Length(int step) => 8 * deviations.Max() * Math.Pow(2, -step / (double)StepsAnOctave);

    /// <summary>The message and its CRC, one bit a byte.</summary>
    private byte[] Bits(BigInteger message)
    {
        var frame = new byte[(messageBits + 7) / 8 + Check.ByteCount];
        message.TryWriteBytes(frame, out _, isUnsigned: true);
        Check.Append(frame);
        return [.. Unpacked(frame.AsSpan(..^Check.ByteCount))[..messageBits],
            .. Unpacked(frame.AsSpan(^Check.ByteCount..))];

        static byte[] Unpacked(ReadOnlySpan<byte> bytes)
        {
            var bits = new byte[8 * bytes.Length];
            for (var i = 0; i < bits.Length; i++) bits[i] = (byte)(bytes[i / 8] >> i % 8 & 1);
            return bits;
        }
    }

    private static BigInteger Integer(ReadOnlySpan<byte> bits)
    {
        var bytes = new byte[(bits.Length + 7) / 8];
        for (var i = 0; i < bits.Length; i++) bytes[i / 8] |= (byte)(bits[i] << i % 8);
        return new(bytes, isUnsigned: true);
    }
}
