namespace EditableDeepSC.Actors;

/// <summary>Simulated time: seconds since the start, <paramref name="scale"/> of them for one on the wall.</summary>
public sealed class SimulationClock(TimeProvider time, double scale)
{
    private readonly long started = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public double NowSeconds => WallSeconds * scale;

    public double WallSeconds => Time.GetElapsedTime(started).TotalSeconds;

    /// <summary>How long on the wall until a simulated time; never negative, at most a day.</summary>
    public TimeSpan WallUntil(double seconds) =>
        TimeSpan.FromSeconds(Math.Clamp((seconds - NowSeconds) / scale, 0, 86_400));
}
