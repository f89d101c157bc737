namespace EditableDeepSC.Channels;

/// <summary>Measures published curves again: the ground to trust any other figure of the link level.</summary>
public sealed class SelfTest(ErrorRateEngine engine, SelfTestOptions options)
{
    private const int UsersPerCurve = 100;

    /// <summary>So many tell how errors cluster within a frame.</summary>
    private const int LeastFrames = 512;

    /// <summary>Every published curve.</summary>
    public static IReadOnlyList<ReferenceCurve> Curves { get; } =
        [.. UncodedReference.Curves, .. LdpcReference.Curves];

    /// <summary>Measures <paramref name="curve"/>; all figures of all curves draw independent numbers.</summary>
    public ReferenceResult Run(ReferenceCurve curve, CancellationToken cancellation = default)
    {
        var firstUser = UsersPerCurve * Curves.Index().First(other => other.Item.Name == curve.Name).Index;
        var checks = curve.Points.Select((point, i) => Check(curve, point, new UserId(firstUser + i), cancellation));
        return new ReferenceResult(curve, [.. checks]);
    }

    private ReferenceCheck Check(
        ReferenceCurve curve, ReferencePoint point, UserId user, CancellationToken cancellation)
    {
        var errors = curve.IsFrameErrorRate ? options.FrameErrors : options.BitErrors;
        var expected = point.Rate * (curve.IsFrameErrorRate ? options.CodedFrames : options.UncodedBits);
        if (expected < errors)
            return new ReferenceCheck(point, default, RateInterval.Wilson(0, 0), ReferenceVerdict.NotReached);

        var esN0Db = point.EbN0Db + Decibels.FromRatio(curve.CreateModem().InfoBitsPerSymbol);
        var setup = new LinkSetup(curve.Channel, curve.CreateModem, curve.InfoBits, esN0Db, options.Seed, user);
        var rules = new StopRules { LeastFrames = LeastFrames };
        rules = curve.IsFrameErrorRate ? rules with { FrameErrors = errors } : rules with { BitErrors = errors };
        var (counts, _) = engine.Run(() => new LinkTrial(setup), rules, cancellation);
        var measured = curve.IsFrameErrorRate ? counts.FrameErrorRate(options.Z) : counts.BitErrorRate(options.Z);
        var verdict = measured.Contains(point.Rate) ? ReferenceVerdict.Inside : ReferenceVerdict.Outside;
        return new ReferenceCheck(point, counts, measured, verdict);
    }
}
