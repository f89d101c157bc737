using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Evaluation.Paper;

namespace EditableDeepSC.Models.Tests.Evaluation.Paper;

/// <summary>Symbols and ratios in closed form.</summary>
public sealed class PaperMethodsTests
{
    private const int Latent = 512, CodeBits = 1944, CheckBits = 32;

    [Theory]
    [InlineData(128, 4096)]
    [InlineData(1024, 262_144)]
    public void Symbols_OfDeepSc_AreATwelfthOfTheNumbers(int side, int symbols)
    {
        var entry = new PaperEntry("", "") { Scheme = BaselineScheme.Find("deepsc+talk2edit") };

        entry.Symbols(side, Latent).Should().Be(symbols);
        (symbols / (3.0 * side * side)).Should().BeApproximately(0.0833, 1e-4);
    }

    [Theory]
    [InlineData(128, 0.7)]
    [InlineData(1024, 0.2)]
    public void Symbols_OfJpeg_AreThoseOfWholeCodewords(int side, double bitsPerPixel)
    {
        var entry = new PaperEntry("", "") { Scheme = BaselineScheme.Find("talk2edit+jpeg-ldpc") };
        var file = Math.Floor(bitsPerPixel * side * side / 8) * 8 + CheckBits;

        // Rate 1/2 in 16-QAM: a complex symbol carries 2 bits of the file.
        var least = file / 2;
        (entry.Symbols(side, Latent) / 2).Should().BeInRange((int)least, (int)least + CodeBits / 4);
    }

    [Fact]
    public void Symbols_OfEditableDeepSc_AreThoseOfTheLatentVector() =>
        new PaperEntry("", "").Symbols(1024, Latent).Should().Be(Latent);

    [Fact]
    public void Plan_OfFewPortraits_HasNoMoreAnywhere()
    {
        var plan = new PaperPlan { Block = 2 }.AtMost(3);

        plan.Blocks(plan.Portraits).Should().Equal((0, 2), (2, 1));
        new[] { plan.Portraits, plan.SlowPortraits, plan.FullPortraits, plan.Inversions, plan.Chains, plan.Carriers,
            plan.Pairs }.Should().AllSatisfy(count => count.Should().Be(3));
        PaperPlan.Quick.Portraits.Should().BeGreaterThanOrEqualTo(16);
    }
}
