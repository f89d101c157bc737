using System.Numerics;
using CsCheck;
using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Tests.Coding;

public sealed class ConstellationTests
{
    public static TheoryData<string> Names => [.. Constellation.All.Select(one => one.Name)];

    [Theory]
    [InlineData("bpsk", 2, 2.0)]
    [InlineData("qpsk", 4, 1.4142136)]
    [InlineData("qam16", 16, 0.6324555)]
    [InlineData("qam64", 64, 0.3086067)]
    public void Map_AllLabels_GivesDistinctGraySymbolsOfUnitPower(string name, int count, double distance)
    {
        var one = Constellation.Find(name);
        var symbols = Enumerable.Range(0, count).Select(label => Map(one, Bits(label, one.BitsPerSymbol))).ToArray();
        symbols.Average(symbol => symbol.Magnitude * symbol.Magnitude).Should().BeApproximately(1, 1e-6);
        for (var i = 0; i < count; i++)
            for (var j = 0; j < i; j++)
            {
                var apart = (symbols[i] - symbols[j]).Magnitude;
                apart.Should().BeGreaterThan(distance - 1e-6);
                if (apart < distance + 1e-6) BitOperations.PopCount((uint)(i ^ j)).Should().Be(1);
            }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decide_NoiseBelowHalfTheDistance_ReturnsTheBits(string name)
    {
        var one = Constellation.Find(name);
        var reach = Gen.Float[-0.15f, 0.15f];
        Gen.Select(Gen.Byte[0, 1].Array[1, 61], reach, reach).Sample((bits, real, imaginary) =>
        {
            var symbols = new float[2 * one.SymbolsFor(bits.Length)];
            var estimates = Halves(symbols);
            one.Map(bits, estimates);
            foreach (ref var coordinate in estimates.Real) coordinate += real;
            foreach (ref var coordinate in estimates.Imaginary) coordinate += imaginary;
            var decided = new byte[bits.Length];
            one.Decide(estimates, decided);
            decided.Should().Equal(bits);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Demap_ExactAndMaxLog_AgreeWithTheDefinition(string name)
    {
        var one = Constellation.Find(name);
        var count = 1 << one.BitsPerSymbol;
        var symbols = Enumerable.Range(0, count).Select(label => Map(one, Bits(label, one.BitsPerSymbol))).ToArray();
        var part = Gen.Double[-1.5, 1.5];
        Gen.Select(part, part, Gen.Double[0.05, 3]).Sample((real, imaginary, noise) =>
        {
            var exponents = symbols
                .Select(x => -Math.Pow((new Complex(real, imaginary) - x).Magnitude, 2) / noise).ToArray();
            var (exact, maxLog) = (new float[one.BitsPerSymbol], new float[one.BitsPerSymbol]);
            float[] estimate = [(float)real, (float)imaginary];
            one.Demap(Halves(estimate), [(float)noise], Demapping.Exact, exact);
            one.Demap(Halves(estimate), [(float)noise], Demapping.MaxLog, maxLog);
            for (var bit = 0; bit < one.BitsPerSymbol; bit++)
            {
                var sets = exponents.Index().ToLookup(e => Bits(e.Index, one.BitsPerSymbol)[bit], e => e.Item);
                var expected = Math.Log(sets[0].Sum(Math.Exp) / sets[1].Sum(Math.Exp));
                exact[bit].Should().BeApproximately((float)expected, 1e-3f + 1e-4f * (float)Math.Abs(expected));
                expected = sets[0].Max() - sets[1].Max();
                maxLog[bit].Should().BeApproximately((float)expected, 1e-3f + 1e-4f * (float)Math.Abs(expected));
            }
        }, iter: 200);
    }

    [Fact]
    public void Find_UnknownName_NamesTheNearest() =>
        FluentActions.Invoking(() => Constellation.Find("16qam")).Should().Throw<ChannelOptionException>()
            .WithMessage("Unknown modulation '16qam'; did you mean 'qam16'?");

    private static byte[] Bits(int label, int count) =>
        [.. Enumerable.Range(0, count).Select(bit => (byte)(label >> (count - 1 - bit) & 1))];

    private static Complex Map(Constellation one, byte[] bits)
    {
        var symbol = new float[2];
        one.Map(bits, Halves(symbol));
        return new Complex(symbol[0], symbol[1]);
    }

    private static ComplexSpan Halves(float[] numbers) => ComplexSpan.FromReal(numbers);
}
