using System.Runtime.Intrinsics;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Channels.Cells;

/// <summary>Where the users of a group are, and how they move.</summary>
public sealed record MobilityOptions
{
    internal const string Name = "mobility";
    internal const double Far = 1e6;

    [Parameter("Whether users stay, walk a line to and fro, or go from place to place.")]
    public MobilityKind Kind { get; init; } = MobilityKind.Fixed;

    [Parameter("West side of the area, or x of the line's one end.", Min = -Far, Max = Far, Unit = "m")]
    public double FromXMetres { get; init; } = -500;

    [Parameter("South side of the area, or y of the line's one end.", Min = -Far, Max = Far, Unit = "m")]
    public double FromYMetres { get; init; } = -500;

    [Parameter("East side of the area, or x of the line's other end.", Min = -Far, Max = Far, Unit = "m")]
    public double ToXMetres { get; init; } = 500;

    [Parameter("North side of the area, or y of the line's other end.", Min = -Far, Max = Far, Unit = "m")]
    public double ToYMetres { get; init; } = 500;

    [Parameter("Speed of a user who moves.", Min = 0, Max = 1000, Unit = "m/s")]
    public double SpeedMetresPerSecond { get; init; } = 1.4;
}

/// <summary>How users move.</summary>
public enum MobilityKind
{
    /// <summary>Each user stays at a place drawn in the area.</summary>
    Fixed,

    /// <summary>To and fro between the ends of a line; each user starts somewhere on the way.</summary>
    Line,

    /// <summary>In straight lines through 16 places drawn in the area, and again from the first.</summary>
    RandomWaypoint,
}

/// <summary>Where a user is.</summary>
/// <param name="XMetres">To the east.</param>
/// <param name="YMetres">To the north.</param>
/// <param name="RouteMetres">How far along its route, from 0; on the same place of the route it is the same.</param>
public readonly record struct UserPlace(double XMetres, double YMetres, double RouteMetres);

/// <summary>Movement as a pure function of (seed, user, time), stationary from the start.</summary>
public sealed class Mobility
{
    private const int Waypoints = 16;
    private const int Lanes = 8;
    private readonly MobilityOptions options;
    private readonly double width;
    private readonly double height;

    public Mobility(MobilityOptions options)
    {
        OptionRules.Check(MobilityOptions.Name, options);
        this.options = options;
        (width, height) = (options.ToXMetres - options.FromXMetres, options.ToYMetres - options.FromYMetres);
        if (options.Kind != MobilityKind.Fixed && width == 0 && height == 0)
        {
            throw new ChannelOptionException(
                "both ends are at the same place; give two places, or \"kind\": \"fixed\"");
        }
    }

    /// <summary>Where a user is at a time, s.</summary>
    public UserPlace At(Seed seed, UserId user, double timeSeconds)
    {
        var key = new PhiloxKey(seed, StreamPurpose.Mobility, user, default);
        var walked = options.SpeedMetresPerSecond * timeSeconds;
        if (options.Kind == MobilityKind.RandomWaypoint) return OnTour(key, walked);
        var block = key.Block(0);
        if (options.Kind == MobilityKind.Fixed) return Place(block.Uniform, block.SecondUniform, 0);
        var length = Math.Sqrt(width * width + height * height);
        var at = Fold.Into(2 * length * block.Uniform + walked, 0, length);
        return Place(at / length, at / length, at);
    }

    private UserPlace Place(double x, double y, double route) =>
        new(options.FromXMetres + x * width, options.FromYMetres + y * height, route);

    /// <summary>
    /// Of a user who started at a place drawn evenly on a closed tour through places drawn evenly in the area: random
    /// waypoints without pauses, at a constant speed, with any time as near as the first.
    /// </summary>
    private UserPlace OnTour(in PhiloxKey key, double walked)
    {
        Span<float> x = stackalloc float[Waypoints];
        Span<float> y = stackalloc float[Waypoints];
        Span<double> legs = stackalloc double[Waypoints];
        for (var i = 0; i < Waypoints; i += Lanes)
        {
            Philox4x32.EightBlocks(key, (uint)i, out var x0, out var x1, out _, out _);
            Uniform(x0).CopyTo(x[i..]);
            Uniform(x1).CopyTo(y[i..]);
        }
        var length = 0.0;
        for (var i = 0; i < Waypoints; i++)
        {
            var next = (i + 1) % Waypoints;
            var (east, north) = ((x[next] - x[i]) * width, (y[next] - y[i]) * height);
            length += legs[i] = Math.Sqrt(east * east + north * north);
        }
        var route = (key.Uniform(Waypoints) * length + walked) % length;
        var (leg, along) = (0, route);
        while (leg < Waypoints - 1 && along > legs[leg]) along -= legs[leg++];
        var (to, share) = ((leg + 1) % Waypoints, legs[leg] > 0 ? along / legs[leg] : 0);
        return Place(x[leg] + share * (x[to] - x[leg]), y[leg] + share * (y[to] - y[leg]), route);
    }

    private static Vector256<float> Uniform(Vector256<uint> bits) =>
        Vector256.ConvertToSingle((bits >> 8).AsInt32()) * Vector256.Create(1f / (1 << 24));
}
