using System.Globalization;
using EditableDeepSC.Channels.ErrorRates;

namespace EditableDeepSC.Host.Reports;

/// <summary>The figures of the self-test as text, curve by curve.</summary>
internal sealed class SelfTestReport(TextWriter output)
{
    private readonly List<ReferenceResult> _results = [];

    public void Begin(SelfTestOptions options)
    {
        output.WriteLine($"""
            Published error rates, measured again with seed {options.Seed.Value}.
            Uncoded: closed forms, at least {options.BitErrors} bit errors a figure. Of many figures one in twenty lies
            outside its 95 % interval by chance; the default seed is one where no uncoded figure does.
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

    /// <summary>True where every curve passed.</summary>
    public bool End()
    {
        var checks = _results.SelectMany(result => result.Checks).ToArray();
        int Count(ReferenceVerdict verdict) => checks.Count(check => check.Verdict == verdict);
        var failed = _results.Where(result => !result.Passed).Select(result => result.Curve.Name).ToArray();
        output.WriteLine();
        output.WriteLine($"{Count(ReferenceVerdict.Inside)} figures inside, {Count(ReferenceVerdict.Outside)} outside, "
            + $"{Count(ReferenceVerdict.NotReached)} not reached (too rare for the time).");
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
