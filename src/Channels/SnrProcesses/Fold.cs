namespace EditableDeepSC.Channels;

/// <summary>Mirrors: what leaves an interval on one side comes back into it.</summary>
internal static class Fold
{
    /// <summary>
    /// The value after as many reflections at <paramref name="min"/> and <paramref name="max"/> as it takes.
    /// </summary>
    public static double Into(double value, double min, double max)
    {
        var width = max - min;
        var turns = (value - min) / (2 * width);
        return min + 2 * width * Math.Abs(turns - Math.Round(turns));
    }
}
