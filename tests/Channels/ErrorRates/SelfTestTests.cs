using EditableDeepSC.Channels.ErrorRates;

namespace EditableDeepSC.Channels.Tests.ErrorRates;

/// <summary>The self-test in short: fewer errors a figure, and only figures that come quickly.</summary>
public sealed class SelfTestTests
{
    /// <summary>
    /// Two-sided 1e-5 a figure: with 3 seeds and 69 figures 0.2 % of sound programs fail, and a curve that is off by
    /// 10 % does not pass.
    /// </summary>
    private const double Z = 4.417;

    public static TheoryData<string> Uncoded => [.. UncodedReference.Curves.Select(curve => curve.Name)];

    [Theory]
    [MemberData(nameof(Uncoded))]
    public void UncodedCurve_ForOtherSeeds_AgreesWithItsClosedForm(string name)
    {
        foreach (var seed in new ulong[] { 101, 102, 103 })
        {
            var result = Run(name, new() { Seed = new(seed), BitErrors = 5_000, UncodedBits = 4e6, Z = Z });
            result.Checks.Count(check => check.Verdict == ReferenceVerdict.Outside).Should().Be(0);
            result.Checks.Count(check => check.Verdict == ReferenceVerdict.Inside).Should().BeGreaterThan(3);
        }
    }

    [Theory]
    [InlineData("ldpc648r56 sum-product, 10 iterations")]
    [InlineData("ldpc648r56 min-sum, 10 iterations")]
    [InlineData("ldpc576r12 sum-product, 100 iterations")]
    [InlineData("ldpc576r12 min-sum 0.825, 100 iterations")]
    public void CodedCurve_DownToOnePercent_LiesWithinATenthOfADecibel(string name)
    {
        var result = Run(name, new() { Seed = new(101), FrameErrors = 100, CodedFrames = 12_000 });
        result.Passed.Should().BeTrue();
        result.ShiftDb.Should().BeInRange(-0.1, 0.1);
        result.Checks.Count(check => check.Verdict != ReferenceVerdict.NotReached).Should().BeGreaterThan(2);
    }

    [Fact]
    public void Run_WrongReference_IsFarOutside()
    {
        var curve = UncodedReference.Curves[1];
        var wrong = curve with { Points = [curve.Points[1] with { Rate = 1.03 * curve.Points[1].Rate }] };
        var result = new SelfTest(new(2, TimeProvider.System), new() { BitErrors = 200_000 }).Run(wrong);
        result.Passed.Should().BeFalse();
        result.Checks.Should().ContainSingle().Which.Verdict.Should().Be(ReferenceVerdict.FarOutside);
    }

    [Fact]
    public void ShiftDb_CurveAtTheSecondSnrOfItsReference_IsTheirDistance()
    {
        ReferenceCheck Check(double ebN0Db, double reference, double measured) => new(
            new(ebN0Db, reference), default(ErrorCounts) with { FrameErrors = 100 }, new(measured, 0, 0),
            ReferenceVerdict.Outside);
        var curve = LdpcReference.Curves[0];
        var shifted = new ReferenceResult(curve, [Check(1, 1e-1, 3e-1), Check(2, 1e-3, 3e-3)]);
        shifted.ShiftDb.Should().BeApproximately(Math.Log10(3) / 2, 1e-9);
        shifted.Passed.Should().BeFalse();
    }

    private static ReferenceResult Run(string name, SelfTestOptions options) =>
        new SelfTest(new(2, TimeProvider.System), options).Run(SelfTest.Curves.First(curve => curve.Name == name));
}
