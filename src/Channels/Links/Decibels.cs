namespace EditableDeepSC.Channels.Links;

/// <summary>Power ratios and their decibels.</summary>
public static class Decibels
{
    public static double ToRatio(double decibels) => Math.Pow(10, decibels / 10);

    /// <summary>Decibels of a power ratio; 0 gives negative infinity.</summary>
    public static double FromRatio(double ratio) => 10 * Math.Log10(ratio);
}
