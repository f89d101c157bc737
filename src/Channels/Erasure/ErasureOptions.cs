namespace EditableDeepSC.Channels;

/// <summary>Symbols that are lost, and known to be lost.</summary>
public sealed record ErasureOptions
{
    [Parameter("Chance of each symbol to be lost.", Min = 0, Max = 1)]
    public double Probability { get; init; } = 0.05;
}
