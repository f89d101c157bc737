namespace EditableDeepSC.Channels;

/// <summary>A user who walks or drives to and fro between two distances from the base station.</summary>
public sealed record PathLossSnrOptions
{
    [Parameter("Es/N0 at the reference distance, without shadowing.",
        Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double SnrAtReferenceDb { get; init; } = 20;

    [Parameter("Reference distance.", Min = 0.1, Max = 1e6, Unit = "m")]
    public double ReferenceMetres { get; init; } = 100;

    [Parameter("Path-loss exponent: 2 in free space, 3 to 4 in a city.", Min = 1, Max = 8)]
    public double Exponent { get; init; } = 3.5;

    [Parameter("Shortest distance to the base station.", Min = 0.1, Max = 1e6, Unit = "m")]
    public double NearMetres { get; init; } = 50;

    [Parameter("Longest distance to the base station.", Min = 0.1, Max = 1e6, Unit = "m")]
    public double FarMetres { get; init; } = 500;

    [Parameter("Speed; each user starts somewhere on the way.", Min = 0, Max = 1000, Unit = "m/s")]
    public double SpeedMetresPerSecond { get; init; } = 1.4;

    [Parameter("Standard deviation of the shadowing.", Min = 0, Max = 30, Unit = "dB")]
    public double ShadowingDb { get; init; } = 6;

    [Parameter("Distance over which the shadowing's correlation falls to 1/e.", Min = 0.1, Max = 1e5, Unit = "m")]
    public double DecorrelationMetres { get; init; } = 50;
}
