namespace EditableDeepSC.Channels.Randomness;

/// <summary>How many trials it takes until an event of a given probability happens: 1, 2, ...</summary>
internal static class GeometricLength
{
    /// <summary>Turns a uniform number of [0, 1) into a length; probability 0 gives one that never ends.</summary>
    public static long Draw(double uniform, double probability)
    {
        if (probability >= 1) return 1;
        if (probability <= 0) return int.MaxValue;
        var trials = Math.Floor(Math.Log(1 - uniform) / Math.Log(1 - probability)) + 1;
        return (long)Math.Min(trials, int.MaxValue);
    }
}
