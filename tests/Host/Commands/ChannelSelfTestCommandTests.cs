using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Host.Commands;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class ChannelSelfTestCommandTests
{
    [Fact]
    public async Task SelfTest_OneCurve_PassesWithTheDefaultSeed()
    {
        var (code, output, error) = await ChannelBerCommandTests.Eds("channel", "selftest", "--only", "qam64 rayleigh");
        (code, error).Should().Be((ExitCode.Ok, ""));
        output.Should().Contain("   20.0  1.062e-2 ").And.Contain(
            "of 10 uncoded figures are outside; 0.5 are expected, and at most 3 in 99 % of runs.")
            .And.EndWith("PASSED: every curve agrees with its reference.\n");
    }

    [Theory]
    [InlineData(71, 8)]
    [InlineData(10, 3)]
    [InlineData(0, 0)]
    public void MostOutside_SoundFigures_IsTheBinomialQuantile(int figures, int most) =>
        SelfTest.MostOutside(figures).Should().Be(most);

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Report_ManyUncodedFiguresOutside_FailsAsAFamily(int outside, bool passes)
    {
        var report = new SelfTestReport(TextWriter.Null);
        var counts = new ErrorCounts(10, 10, 1000, 30, 90, 0);
        report.Add(new ReferenceResult(UncodedReference.Curves[2], [.. Enumerable.Range(0, 10).Select(i =>
            new ReferenceCheck(new(i, 0.03), counts, counts.BitErrorRate(),
                i < outside ? ReferenceVerdict.Outside : ReferenceVerdict.Inside))]));

        report.End().Should().Be(passes);
    }

    [Fact]
    public async Task SelfTest_UnknownCurve_ListsAll()
    {
        var (code, _, error) = await ChannelBerCommandTests.Eds("channel", "selftest", "--only", "qam256");
        code.Should().Be(ExitCode.Usage);
        error.Should().Contain("bpsk awgn; qpsk awgn;").And.Contain("ldpc576r12 min-sum 0.825, 100 iterations");
    }

    [Fact]
    public void Report_FigureOutside_FailsAndNamesTheCurve()
    {
        using var output = new StringWriter();
        var report = new SelfTestReport(output);
        var counts = new ErrorCounts(10, 10, 1000, 30, 90, 0);
        report.Add(new ReferenceResult(UncodedReference.Curves[2],
        [
            new(new(0, 0.03), counts, counts.BitErrorRate(), ReferenceVerdict.Inside),
            new(new(4, 0.3), counts, counts.BitErrorRate(), ReferenceVerdict.FarOutside),
            new(new(12, 1e-9), default, default, ReferenceVerdict.NotReached),
        ]));
        report.End().Should().BeFalse();
        output.ToString().Should().Be("""

            qam16 awgn
              Eb/N0 reference measured [   95 % interval  ]    errors         bits
                0.0  3.000e-2 3.000e-2 [2.109e-2, 4.250e-2]        30         1000  inside
                4.0  3.000e-1 3.000e-2 [2.109e-2, 4.250e-2]        30         1000  outside
               12.0  1.000e-9  not reached
              FAILED

            1 figures inside, 1 outside, 1 not reached (too rare for the time).
            1 of 2 uncoded figures are outside; 0.1 are expected, and at most 1 in 99 % of runs.
            FAILED: qam16 awgn

            """);
    }
}
