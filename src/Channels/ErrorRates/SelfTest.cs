using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using MathNet.Numerics.Distributions;

namespace EditableDeepSC.Channels.ErrorRates;

/// <summary>How thorough a <see cref="SelfTest"/> is.</summary>
public sealed record SelfTestOptions
{
    /// <summary>The seed; the default is the first one, not one that was chosen for its figures.</summary>
    public Seed Seed { get; init; } = new(1);

    /// <summary>Bit errors for an uncoded figure, at least 300; default 1,000.</summary>
    public long BitErrors { get; init; } = 1_000;

    /// <summary>Frame errors for a coded figure, at least 100; default 200.</summary>
    public long FrameErrors { get; init; } = 200;

    /// <summary>Bits that may be sent for an uncoded figure, default 5e8; one that takes more is not reached.</summary>
    public double UncodedBits { get; init; } = 5e8;

    /// <summary>Frames that may be sent for a coded figure, default 2 million; likewise.</summary>
    public double CodedFrames { get; init; } = 2e6;

    /// <summary>Half width of the intervals in standard deviations; default that of 95 %.</summary>
    public double Z { get; init; } = RateInterval.Z95;
}

/// <summary>Measures published curves again, which shows that the link level can be trusted.</summary>
public sealed class SelfTest(ErrorRateEngine engine, SelfTestOptions options)
{
    private const int UsersPerCurve = 100;
    private const double OutsideChance = 0.05, FamilyChance = 0.01;

    /// <summary>Half width, in standard deviations, of intervals that hold all 71 figures in 99 % of runs.</summary>
    private const double FamilyZ = 3.81;

    /// <summary>Frames that are enough to tell how errors cluster within one.</summary>
    private const int LeastFrames = 512;

    /// <summary>Every published curve.</summary>
    public static IReadOnlyList<ReferenceCurve> Curves { get; } =
        [.. UncodedReference.Curves, .. LdpcReference.Curves];

    /// <summary>
    /// How many of some sound figures may lie outside their 95 % intervals: no more do in 99 % of all runs (binomial).
    /// </summary>
    public static int MostOutside(int figures) => Enumerable.Range(0, figures + 1)
        .First(outside => Binomial.CDF(OutsideChance, figures, outside) >= 1 - FamilyChance);

    /// <summary>How many of so many sound figures lie outside on the average.</summary>
    public static double ExpectedOutside(int figures) => OutsideChance * figures;

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
        var measured = Rate(options.Z);
        var verdict = measured.Contains(point.Rate) ? ReferenceVerdict.Inside
            : Rate(Math.Max(options.Z, FamilyZ)).Contains(point.Rate) ? ReferenceVerdict.Outside
            : ReferenceVerdict.FarOutside;
        return new ReferenceCheck(point, counts, measured, verdict);

        RateInterval Rate(double z) => curve.IsFrameErrorRate ? counts.FrameErrorRate(z) : counts.BitErrorRate(z);
    }
}
