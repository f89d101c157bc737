namespace EditableDeepSC.Actors.Users;

/// <summary>A steady rate and a crowd on top of it that rises in a straight line and decays exponentially.</summary>
internal sealed class FlashCrowd(ArrivalOptions options) : IArrivalShape
{
    private const int MostSteps = 100;
    private const double Precision = 1e-13;

    private readonly double steady = options.RatePerSecond;
    private readonly double peak = options.CrowdRatePerSecond;
    private readonly double startSeconds = options.CrowdAtSeconds;
    private readonly double riseSeconds = options.CrowdRiseSeconds;
    private readonly double decaySeconds = options.CrowdDecaySeconds;

    public double TimeOf(double count)
    {
        var before = steady * startSeconds;
        if (count < before) return count / steady;
        var rising = riseSeconds * (steady + peak / 2);
        return count < before + rising
            ? startSeconds + Rising(count - before)
            : startSeconds + riseSeconds + Falling(count - before - rising);
    }

    /// <summary>Solves steady s + peak s^2 / (2 rise) = count.</summary>
    private double Rising(double count) =>
        2 * count / (steady + Math.Sqrt(steady * steady + 2 * peak / riseSeconds * count));

    /// <summary>
    /// Solves steady s + peak decay (1 - exp(-s / decay)) = count. That takes Lambert's W, or Newton's steps: from a
    /// start below the solution they come nearer from below, since the left side is concave.
    /// </summary>
    private double Falling(double count)
    {
        var crowd = peak * decaySeconds;
        if (steady == 0)
            return count < crowd ? -decaySeconds * Math.Log(1 - count / crowd) : double.PositiveInfinity;
        var seconds = Math.Max(count / (steady + peak), (count - crowd) / steady);
        for (var i = 0; i < MostSteps; i++)
        {
            var left = Math.Exp(-seconds / decaySeconds);
            var step = (count - steady * seconds - crowd * (1 - left)) / (steady + peak * left);
            if (step <= Precision * seconds) break;
            seconds += step;
        }
        return seconds;
    }
}
