namespace EditableDeepSC.Actors;

/// <summary>Holds a worker's own thread for a while, as computing would.</summary>
internal static class ComputeTime
{
    public static void Occupy(TimeSpan time)
    {
        if (time <= TimeSpan.Zero) return;
        using var never = new ManualResetEventSlim();
        never.Wait(time);
    }
}
