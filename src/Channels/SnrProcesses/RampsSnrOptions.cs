namespace EditableDeepSC.Channels;

/// <summary>An SNR that rises and falls evenly.</summary>
public sealed record RampsSnrOptions
{
    [Parameter("Points in order of time, joined by straight lines in dB; the ends stay as they are.")]
    public IReadOnlyList<SnrPoint> Points { get; init; } =
        [new() { AtSeconds = 0, SnrDb = 18 }, new() { AtSeconds = 60, SnrDb = -6 }];
}
