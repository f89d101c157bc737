namespace EditableDeepSC.Channels;

/// <summary>An SNR that jumps.</summary>
public sealed record StepsSnrOptions
{
    [Parameter("When the SNR jumps and to what, in order of time; the first value also holds before its time.")]
    public IReadOnlyList<SnrPoint> Points { get; init; } = [new() { AtSeconds = 0, SnrDb = 10 }];
}
