using CsCheck;
using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Tests.Coding;

public sealed class LdpcCodecTests
{
    public static TheoryData<string> Names => LdpcCodeTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_AnyInfo_IsASystematicCodeword(string name)
    {
        var code = LdpcCodes.Find(name);
        Infos(code).Sample(info =>
        {
            var word = Encode(code, info);
            word.Take(code.InfoBits).Should().Equal(info);
            code.IsCodeword(word).Should().BeTrue();
            FailsACheckTheSlowWay(code, word).Should().BeFalse();
        }, iter: 20);
    }

    [Fact]
    public void IsCodeword_AnySingleFlippedBit_IsFalse()
    {
        var code = LdpcCodes.Find("ldpc1944r56");
        var word = new byte[code.Length];
        for (var bit = 0; bit < word.Length; bit++)
        {
            word[bit] = 1;
            code.IsCodeword(word).Should().BeFalse($"bit {bit} is checked");
            word[bit] = 0;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_FewFlippedBits_AreRepairedByBothRules(string name)
    {
        var code = LdpcCodes.Find(name);
        var sumProduct = LdpcDecoder.Create(code, new() { Rule = CheckRule.SumProduct });
        var minSum = LdpcDecoder.Create(code, new() { Rule = CheckRule.MinSum });
        Infos(code).Select(Gen.Int[0, code.Length - 1].Array[3]).Sample((info, flips) =>
        {
            var llrs = Encode(code, info).Select(bit => bit == 0 ? 4f : -4f).ToArray();
            foreach (var flip in flips) llrs[flip] = -llrs[flip] / 2;
            foreach (var decoder in new[] { sumProduct, minSum })
            {
                var decided = new byte[code.InfoBits];
                decoder.Decode(llrs, decided).Converged.Should().BeTrue();
                decided.Should().Equal(info);
            }
        }, iter: 20, threads: 1);
    }

    [Fact]
    public void Decode_CleanWord_TakesNoIteration()
    {
        var code = LdpcCodes.Find("ldpc648r12");
        var decided = new byte[code.InfoBits];
        LdpcDecoder.Create(code, new()).Decode(Enumerable.Repeat(9f, code.Length).ToArray(), decided)
            .Should().Be(new Decoding(Converged: true, Iterations: 0));
        decided.Should().OnlyContain(bit => bit == 0);
    }

    [Theory]
    [InlineData(CheckRule.SumProduct)]
    [InlineData(CheckRule.MinSum)]
    public void Decode_PureNoise_SaysThatItDidNotConverge_AndForgetsItForTheNextWord(CheckRule rule)
    {
        var code = LdpcCodes.Find("ldpc1296r34");
        var decoder = LdpcDecoder.Create(code, new() { Rule = rule, Iterations = 7 });
        var noise = Enumerable.Range(0, code.Length).Select(i => 1e30f * MathF.Sin(i * i)).ToArray();
        var decided = new byte[code.InfoBits];
        decoder.Decode(noise, decided).Should().Be(new Decoding(Converged: false, Iterations: 7));

        var clear = Enumerable.Repeat(4f, code.Length).ToArray();
        clear[3] = -1;
        decoder.Decode(clear, decided).Converged.Should().BeTrue();
    }

    [Theory]
    [InlineData(0, 0.75)]
    [InlineData(10, 0)]
    [InlineData(10, 1.1)]
    public void Create_SettingOutsideItsRange_Throws(int iterations, double factor) =>
        FluentActions.Invoking(() => LdpcDecoder.Create(
            LdpcCodes.All[0], new() { Iterations = iterations, MinSumFactor = factor }))
            .Should().Throw<ChannelOptionException>().WithMessage("LDPC decoder: '*' is *; give *");

    [Fact]
    public void EncodeAndDecode_SteadyState_AllocateNothing()
    {
        var code = LdpcCodes.Find("ldpc1944r12");
        var encoder = new LdpcEncoder(code);
        var decoder = LdpcDecoder.Create(code, new());
        var info = new byte[code.InfoBits];
        var word = new byte[code.Length];
        var llrs = Enumerable.Repeat(1f, code.Length).ToArray();
        llrs[7] = -1f;
        encoder.Encode(info, word);
        decoder.Decode(llrs, info);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            encoder.Encode(info, word);
            decoder.Decode(llrs, info);
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static Gen<byte[]> Infos(LdpcCode code) => Gen.Byte[0, 1].Array[code.InfoBits];

    private static byte[] Encode(LdpcCode code, byte[] info)
    {
        var word = new byte[code.Length];
        new LdpcEncoder(code).Encode(info, word);
        return word;
    }

    /// <summary>H c over single bits, without the packed arithmetic that the encoder uses.</summary>
    private static bool FailsACheckTheSlowWay(LdpcCode code, byte[] word) =>
        code.Layers.Any(layer => Enumerable.Range(0, code.Lifting).Any(row =>
            layer.Sum(entry => word[entry.Column * code.Lifting + (row + entry.Shift) % code.Lifting]) % 2 != 0));
}
