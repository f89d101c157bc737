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
        output.Should().Contain("   20.0  1.062e-2 ").And.EndWith("""
            10 figures inside, 0 outside, 0 not reached (too rare for the time).
            PASSED: every curve agrees with its reference.

            """);
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
            new(new(4, 0.3), counts, counts.BitErrorRate(), ReferenceVerdict.Outside),
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
            FAILED: qam16 awgn

            """);
    }
}
