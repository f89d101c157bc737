using System.Globalization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Tests.Accounting;

public class ThresholdTests
{
    [Theory]
    [InlineData("latency: p(90) < 2 s", true, 1.9)]
    [InlineData("latency: p(90) < 1800 ms", false, 1900.0)]
    [InlineData("latency: max <= 2 s", true, 2.0)]
    [InlineData("latency:count>=10", true, 10.0)]
    [InlineData("edit.success > 0.9", false, 0.8)]
    [InlineData("edit.success >= 80 %", true, 80.0)]
    [InlineData("lpipsP@-6dB < 0.3", true, 0.2)]
    [InlineData("lpipsP@18dB < 0.3", false, null)]
    [InlineData("psnr > 20 dB", true, 25.0)]
    [InlineData("rejected < 1 %", true, 0.0)]
    [InlineData("adapter.matched == 1", true, 1.0)]
    public void Evaluate_KnownRun_ComparesWhatIsAskedFor(string text, bool passes, double? value)
    {
        var result = Threshold.Parse(text, [-6, 0, 6, 12, 18]).Evaluate(Run());

        result.IsPassed.Should().Be(passes);
        if (value is { } expected) result.Value.Should().BeApproximately(expected, Math.Abs(expected) * 0.02);
        else result.Value.Should().BeNull();
    }

    [Theory]
    [InlineData("latency is good", "write METRIC")]
    [InlineData("latncy: p(95) < 2 s", "did you mean 'latency'")]
    [InlineData("lpips@-6dB < 0.3", "did you mean 'lpipsP'")]
    [InlineData("latency: p(95) < 2", "without unit")]
    [InlineData("latency: p(95) < 2 dB", "the unit 'dB'")]
    [InlineData("latency: p(101) < 2 s", "p(0) to p(100)")]
    [InlineData("edit.success: p(95) > 0.9", "is a share")]
    [InlineData("edit.success > 1", "can never hold")]
    [InlineData("latency: p(95) < 0 s", "can never hold")]
    [InlineData("rejected@6dB < 0.1", "whole run")]
    [InlineData("latency: count > 3 s", "has no unit")]
    [InlineData("lpipsP@7dB < 0.3", "give @ one of -6, 0, 6, 12, 18 dB")]
    public void Parse_Mistake_SaysWhatIsWrong(string text, string complaint) =>
        FluentActions.Invoking(() => Threshold.Parse(text, [-6, 0, 6, 12, 18])).Should().Throw<ThresholdException>()
            .WithMessage($"*{complaint}*");

    /// <summary>
    /// Every metric with every comparison against the ends of its range: what no run can break, or none can keep, is
    /// refused, and what lies between is not.
    /// </summary>
    [Theory]
    [InlineData("failed", 1, "")]
    [InlineData("delivered", 100, "%")]
    [InlineData("expired", 1, "")]
    [InlineData("rejected", 100, "%")]
    [InlineData("edit.success", 1, "")]
    [InlineData("edit.success@6dB", 100, "%")]
    [InlineData("adapter.matched", 1, "")]
    [InlineData("latency", null, "s")]
    [InlineData("latency: p(95)", null, "ms")]
    [InlineData("lpipsP: max", null, "")]
    [InlineData("psnr: med", null, "dB")]
    [InlineData("latency: count", null, "")]
    [InlineData("failed: count", null, "")]
    public void Threshold_that_can_never_fail_or_never_hold_is_refused(string metric, int? most, string unit)
    {
        var (beyond, end) = (most is { } top ? top + 0.5 : (double?)null, most);
        string?[] never = ["< 0", "< -1", "<= -1", "== -1", Above(">", end), Above(">=", beyond), Above("==", beyond)];
        string?[] always = ["> -1", ">= 0", ">= -1", Above("<=", end), Above("<", beyond)];
        string?[] sensible = ["> 0", "<= 0", "== 0", "< 1", Above("<", end), Above(">=", end), Above("==", end)];

        foreach (var text in never) Refusal(text).Should().Contain("can never hold");
        foreach (var text in always) Refusal(text).Should().Contain("can never fail");
        foreach (var text in sensible.OfType<string>()) Parsing(text).Should().NotThrow();

        static string? Above(string comparison, double? limit) =>
            limit is null ? null : string.Create(CultureInfo.InvariantCulture, $"{comparison} {limit}");
        Action Parsing(string text) => () => Threshold.Parse($"{metric} {text} {unit}", [-6, 0, 6, 12, 18]);
        string Refusal(string? text) => text is null ? "can never hold, can never fail"
            : Parsing(text).Should().Throw<ThresholdException>($"of {metric} {text} {unit}").Which.Message;
    }

    [Fact]
    public void Count_of_half_a_value_can_never_hold() =>
        FluentActions.Invoking(() => Threshold.Parse("latency: count == 2.5", [6])).Should().Throw<ThresholdException>()
            .WithMessage("*can never hold*");

    [Fact]
    public void Limit_beyond_all_numbers_can_never_fail() =>
        FluentActions.Invoking(() => Threshold.Parse($"latency < 1{new string('0', 400)} s", [6]))
            .Should().Throw<ThresholdException>().WithMessage("*can never fail*");

    private static RunStatistics Run()
    {
        var run = new RunStatistics([-6, 18], 1, 1, 100);
        for (var i = 1; i <= 10; i++)
        {
            run.Add(new TransmissionRecord
            {
                Id = i,
                Kind = OutcomeKind.Delivered,
                EndedSeconds = i == 10 ? 2 : i / 10.0 + 1,
                MatchedAdapterIndex = 0,
                Quality = new PictureQuality(i > 2, 0.2, 25, 0),
            });
        }
        return run;
    }
}
