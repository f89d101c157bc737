using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Baselines;

/// <summary>
/// JPEG and LDPC ([55], [56]): the best JPEG that a number of bits holds, filled up to it, with a CRC, by the LDPC code
/// of rate 1/2 of IEEE 802.11n (1,944 bits) over QAM. What arrives broken is shown as far as it can be decoded.
/// </summary>
public sealed class JpegLdpcCode : IPictureCode
{
    private const byte Grey = 128;
    private const int Iterations = 50;
    private static readonly Crc Check = Crc.Crc32;
    private static readonly double Amplitude = Math.Sqrt(Transmission.Power);    // constellations have unit power

    private readonly int side, fileBytes, symbols;
    private readonly LdpcModem modem;
    private readonly byte[] scrambler;

    /// <param name="side">Of the square pictures, pixels.</param>
    /// <param name="bitsPerPixel">Of the whole file; see <see cref="BaselineOptions.BitsPerPixel"/>.</param>
    /// <param name="modulation">What carries the bits.</param>
    public JpegLdpcCode(int side, double bitsPerPixel, QamOrder modulation)
    {
        (this.side, fileBytes) = (side, (int)(bitsPerPixel * side * side / 8));
        modem = new(new()
        {
            Code = LdpcCodes.Find("ldpc1944r12"),
            Constellation = modulation == QamOrder.Qam16 ? Constellation.Qam16 : Constellation.Qpsk,
            Decoder = new() { Rule = CheckRule.SumProduct, Iterations = Iterations },
            Demapping = Demapping.Exact,
        });
        // Runs of equal bits would have another power than the constellation; 802.11n scrambles too.
        scrambler = new byte[8 * (fileBytes + Check.ByteCount)];
        RandomBits.Fill(new PhiloxKey(default, StreamPurpose.Bits, default, default), scrambler);
        symbols = modem.SymbolsFor(scrambler.Length);
    }

    public int SymbolCount => 2 * symbols;

    public float[]? Encode(RgbImage picture, int adapterIndex, out string? problem)
    {
        var jpeg = Jpeg.EncodeAtRate(picture, 8.0 * fileBytes / (side * side));
        problem = jpeg.TargetMet ? null : string.Create(CultureInfo.InvariantCulture,
            $"even the coarsest JPEG takes {jpeg.BitsPerPixel:F2} bits per pixel; raise 'bitsPerPixel'");
        if (problem is not null) return null;
        var frame = new byte[fileBytes + Check.ByteCount];
        jpeg.File.Span.CopyTo(frame);
        Check.Append(frame);
        var bits = new byte[scrambler.Length];
        ByteBits.Unpack(frame, bits);
        Scramble(bits);
        var sent = new float[SymbolCount];
        modem.Modulate(bits, ComplexSpan.FromReal(sent));
        return sent;
    }

    public ReceivedPicture Decode(ReceivedFrame frame)
    {
        var bytes = Received(frame);
        return new(Jpeg.DecodeDamaged(bytes.AsSpan(0, fileBytes), side, side) ?? Blank(side), Check.Holds(bytes));
    }

    public bool? IsIntact(ReceivedFrame frame) => Check.Holds(Received(frame));

    public void Dispose() { }

    /// <summary>What stands for a square picture of which nothing arrived.</summary>
    internal static RgbImage Blank(int side)
    {
        var picture = new RgbImage(side, side);
        picture.Pixels.Fill(Grey);
        return picture;
    }

    /// <summary>The file and its CRC.</summary>
    private byte[] Received(ReceivedFrame frame)
    {
        var (estimates, noise) = Unbiased(frame);
        var bits = new byte[scrambler.Length];
        modem.Demodulate(ComplexSpan.FromReal(estimates), noise, bits);
        Scramble(bits);
        var bytes = new byte[fileBytes + Check.ByteCount];
        ByteBits.Pack(bits, bytes);
        return bytes;
    }

    /// <summary>Constellation points and the noise variance of each: an MMSE estimate is (1 - v / P) x and noise.</summary>
    private static (float[] Estimates, float[] Noise) Unbiased(ReceivedFrame frame)
    {
        var (estimates, noise) = ((float[])[.. frame.Symbols], new float[frame.NoiseVariance.Length]);
        for (var i = 0; i < noise.Length; i++)
        {
            var gain = frame.IsShrunk ? Math.Max(1 - frame.NoiseVariance[i] / Transmission.Power, 1e-6) : 1;
            noise[i] = (float)Math.Max(frame.NoiseVariance[i] / gain / Transmission.Power, 1e-9);
            estimates[i] /= (float)(gain * Amplitude);
            estimates[i + noise.Length] /= (float)(gain * Amplitude);
        }
        return (estimates, noise);
    }

    private void Scramble(byte[] bits)
    {
        for (var i = 0; i < bits.Length; i++) bits[i] ^= scrambler[i];
    }
}
