namespace EditableDeepSC.Channels;

/// <summary>An SNR that wanders between two bounds, each user for itself.</summary>
public sealed record RandomWalkSnrOptions
{
    [Parameter("Where every user starts; between the bounds.", Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double StartDb { get; init; } = 6;

    [Parameter("Lower bound, where the walk is reflected.", Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double MinDb { get; init; } = -6;

    [Parameter("Upper bound, where the walk is reflected.", Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double MaxDb { get; init; } = 18;

    [Parameter("Standard deviation of a step.", Min = 0, Max = 100, Unit = "dB")]
    public double StepDb { get; init; } = 1;

    [Parameter("Time between steps, with straight lines between them.", Min = 0.001, Max = 1e6, Unit = "s")]
    public double StepSeconds { get; init; } = 1;
}
