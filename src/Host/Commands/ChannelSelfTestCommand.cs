using System.Globalization;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds channel selftest</c>: measures the published figures again and says whether they hold.</summary>
internal sealed class ChannelSelfTestCommand : Command
{
    private readonly Option<ulong> _seed = DefaultOption.Of("--seed", new SelfTestOptions().Seed.Value,
        "Seed; with any, expect one uncoded figure in twenty outside its 95 % interval.");
    private readonly Option<string> _only = DefaultOption.Of("--only", "",
        "Measures only the curves whose name contains this, such as 'qam16' or 'ldpc648r56 min-sum'.");
    private readonly Option<int> _threads = DefaultOption.Of("--threads", Environment.ProcessorCount,
        "Number of threads; the figures do not depend on it.");

    public ChannelSelfTestCommand() : base("selftest", "Compares uncoded and LDPC error rates with published figures.")
    {
        Options.Add(_seed);
        Options.Add(_only);
        Options.Add(_threads);
        SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var threads = parsed.GetValue(_threads);
        if (threads < 1) throw new UserErrorException($"--threads is {threads}; give 1 or more.");
        var only = parsed.GetValue(_only)!;
        var curves = SelfTest.Curves.Where(curve => curve.Name.Contains(only, StringComparison.Ordinal)).ToArray();
        if (curves.Length == 0)
        {
            var names = string.Join("; ", SelfTest.Curves.Select(curve => curve.Name));
            throw new UserErrorException($"--only '{only}' matches none of the curves: {names}.");
        }
        var options = new SelfTestOptions { Seed = new Seed(parsed.GetValue(_seed)) };
        var test = new SelfTest(new ErrorRateEngine(threads, TimeProvider.System), options);
        var report = new SelfTestReport(parsed.InvocationConfiguration.Output);
        report.Begin(options);
        try
        {
            foreach (var curve in curves) report.Add(test.Run(curve, cancellation));
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        return report.End() ? ExitCode.Ok : ExitCode.Failed;
    }
}

/// <summary>The figures of the self-test as text, curve by curve.</summary>
internal sealed class SelfTestReport(TextWriter output)
{
    private readonly List<ReferenceResult> _results = [];

    public void Begin(SelfTestOptions options)
    {
        output.WriteLine($"""
            Published error rates, measured again with seed {options.Seed.Value}.
            Uncoded: closed forms, at least {options.BitErrors} bit errors a figure. Of many sound figures one in twenty
            lies outside its 95 % interval by chance, with any seed: the test is how many do, and that none does by far.
            LDPC: frame error rates of AFF3CT, at least {options.FrameErrors} frame errors. A reference is itself good
            to about 20 %, so a curve also passes within {ReferenceResult.ToleranceDb} dB at a frame error rate of 1e-2.
            """);
    }

    public void Add(ReferenceResult result)
    {
        _results.Add(result);
        output.WriteLine();
        output.WriteLine(result.Curve.Name);
        output.WriteLine("  Eb/N0 reference measured [   95 % interval  ]    errors         bits");
        foreach (var check in result.Checks) output.WriteLine(Line(check, result.Curve.IsFrameErrorRate));
        if (result.ShiftDb is { } shiftDb)
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  shift at 1e-2: {shiftDb:+0.000;-0.000} dB"));
        if (!result.Passed) output.WriteLine("  FAILED");
        output.Flush();
    }

    /// <summary>True where every curve passed, and no more uncoded figures lie outside than by chance.</summary>
    public bool End()
    {
        var uncoded = _results.Where(result => !result.Curve.IsFrameErrorRate).SelectMany(result => result.Checks)
            .Where(check => check.Verdict != ReferenceVerdict.NotReached).ToArray();
        var (apart, most) = (uncoded.Count(check => check.Verdict != ReferenceVerdict.Inside),
            SelfTest.MostOutside(uncoded.Length));
        var checks = _results.SelectMany(result => result.Checks).ToArray();
        int Count(ReferenceVerdict verdict) => checks.Count(check => check.Verdict == verdict);
        var failed = _results.Where(result => !result.Passed).Select(result => result.Curve.Name).ToArray();
        output.WriteLine();
        output.WriteLine($"{Count(ReferenceVerdict.Inside)} figures inside, "
            + $"{Count(ReferenceVerdict.Outside) + Count(ReferenceVerdict.FarOutside)} outside, "
            + $"{Count(ReferenceVerdict.NotReached)} not reached (too rare for the time).");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{apart} of {uncoded.Length} uncoded figures ")
            + string.Create(CultureInfo.InvariantCulture, $"are outside; {SelfTest.ExpectedOutside(uncoded.Length):0.0} ")
            + $"are expected, and at most {most} in 99 % of runs.");
        if (apart > most) failed = [.. failed, "too many uncoded figures outside"];
        output.WriteLine(failed.Length == 0 ? "PASSED: every curve agrees with its reference."
            : $"FAILED: {string.Join("; ", failed)}");
        return failed.Length == 0;
    }

    private static string Line(ReferenceCheck check, bool isFrameErrorRate)
    {
        var (point, counts, measured, verdict) = check;
        if (verdict == ReferenceVerdict.NotReached)
            return string.Create(CultureInfo.InvariantCulture,
                $"{point.EbN0Db,7:0.0}  {point.Rate:0.000e+0}  not reached");
        var word = verdict == ReferenceVerdict.Inside ? "inside" : "outside";
        var errors = isFrameErrorRate ? counts.FrameErrors : counts.BitErrors;
        return string.Create(CultureInfo.InvariantCulture,
            $"{point.EbN0Db,7:0.0}  {point.Rate:0.000e+0} {measured.Rate:0.000e+0} " +
            $"[{measured.Low:0.000e+0}, {measured.High:0.000e+0}] {errors,9} {counts.Bits,12}  " +
            $"{word}");
    }
}
