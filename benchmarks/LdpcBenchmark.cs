using BenchmarkDotNet.Attributes;
using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// One thread, (1944, 972) of 802.11n, BPSK over AWGN, at most 10 iterations: at 2.6 dB, where the frame error rate of
/// min-sum is below 1e-3, and 2 dB above. Op/s reads as information bits a second.
/// </summary>
[MemoryDiagnoser]
public class LdpcBenchmark
{
    private const int Words = 256;
    private const int InfoBits = 972;
    private const int Iterations = 10;
    private static readonly LdpcCode Code = LdpcCodes.Find("ldpc1944r12");

    private readonly float[][] llrs = new float[Words][];
    private readonly byte[] info = new byte[InfoBits];
    private readonly byte[] word = new byte[Code.Length];
    private readonly LdpcEncoder encoder = new(Code);
    private readonly LdpcDecoder minSum =
        LdpcDecoder.Create(Code, new() { Rule = CheckRule.MinSum, Iterations = Iterations });
    private readonly LdpcDecoder sumProduct =
        LdpcDecoder.Create(Code, new() { Rule = CheckRule.SumProduct, Iterations = Iterations });

    [Params(2.6, 4.6)]
    public double EbN0Db { get; set; }

    [GlobalSetup]
    public void DrawWords()
    {
        var noiseVariance = (float)(1 / Decibels.ToRatio(EbN0Db + Decibels.FromRatio(Code.Rate)));
        var received = new float[2 * Code.Length];
        for (var i = 0; i < Words; i++)
        {
            var key = new PhiloxKey(new Seed(1), StreamPurpose.Bits, new UserId(0), new TransmissionId(i));
            RandomBits.Fill(key, info);
            encoder.Encode(info, word);
            var symbols = ComplexSpan.FromReal(received);
            GaussianSamples.Fill(key with { Purpose = StreamPurpose.Noise }, symbols, noiseVariance);
            llrs[i] = [.. word.Select((bit, at) => (received[at] + 1 - 2 * bit) * 4 / noiseVariance)];
        }
    }

    [Benchmark(OperationsPerInvoke = Words * InfoBits, Description = "LDPC min-sum, an information bit")]
    public void MinSum() => Decode(minSum);

    [Benchmark(OperationsPerInvoke = Words * InfoBits, Description = "LDPC sum-product, an information bit")]
    public void SumProduct() => Decode(sumProduct);

    [Benchmark(OperationsPerInvoke = InfoBits, Description = "LDPC encoder, an information bit")]
    public void Encode() => encoder.Encode(info, word);

    private void Decode(LdpcDecoder decoder)
    {
        foreach (var ratios in llrs) decoder.Decode(ratios, info);
    }
}
