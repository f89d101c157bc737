using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

/// <summary>How think times are distributed.</summary>
public enum ThinkKind
{
    /// <summary>Without memory: P(longer than x) = exp(-x / mean).</summary>
    Exponential,

    /// <summary>A power law: P(longer than x) = (shortest / x)^shape, shortest = mean (shape - 1) / shape.</summary>
    Pareto,

    /// <summary>The logarithm is Gaussian, with mean ln(mean) - sigma^2 / 2.</summary>
    LogNormal,
}

/// <summary>Draws think times.</summary>
internal static class ThinkTimes
{
    /// <summary>The think time, s, before one request; uses block 0 of its key.</summary>
    public static double Draw(ArrivalOptions options, in PhiloxKey key)
    {
        var mean = options.ThinkSeconds;
        var (shape, sigma) = (options.ThinkShape, options.ThinkSigma);
        return options.ThinkKind switch
        {
            ThinkKind.Pareto => mean * (shape - 1) / shape * Math.Pow(1 - key.Uniform(0), -1 / shape),
            ThinkKind.LogNormal => mean * Math.Exp(sigma * key.Gaussian(0) - sigma * sigma / 2),
            _ => -mean * Math.Log(1 - key.Uniform(0)),
        };
    }
}
