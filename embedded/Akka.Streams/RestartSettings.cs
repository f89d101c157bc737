namespace Akka.Streams;

/// <summary>When to start a stream again that has ended.</summary>
public class RestartSettings
{
    private RestartSettings(
        TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRestarts, TimeSpan maxRestartsWithin)
    {
        MinBackoff = minBackoff;
        MaxBackoff = maxBackoff;
        RandomFactor = randomFactor;
        MaxRestarts = maxRestarts;
        MaxRestartsWithin = maxRestartsWithin;
    }

    /// <summary>The wait before the first restart; each further one doubles it.</summary>
    public TimeSpan MinBackoff { get; }

    public TimeSpan MaxBackoff { get; }

    /// <summary>Up to this share of a wait is added at random; 0 adds nothing.</summary>
    public double RandomFactor { get; }

    /// <summary>Restarts before the stream ends as its last attempt did.</summary>
    public int MaxRestarts { get; }

    /// <summary>The count of restarts starts anew after an attempt that lasted this long.</summary>
    public TimeSpan MaxRestartsWithin { get; }

    public static RestartSettings Create(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new(minBackoff, maxBackoff, randomFactor, int.MaxValue, minBackoff);

    public RestartSettings WithMaxRestarts(int count, TimeSpan within) =>
        new(MinBackoff, MaxBackoff, RandomFactor, count, within);

    public override string ToString() =>
        $"RestartSettings({MinBackoff}, {MaxBackoff}, {RandomFactor}, {MaxRestarts}, {MaxRestartsWithin})";
}
