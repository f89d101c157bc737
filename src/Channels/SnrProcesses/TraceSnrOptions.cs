namespace EditableDeepSC.Channels;

/// <summary>A measured SNR.</summary>
public sealed record TraceSnrOptions
{
    [Parameter("CSV file with two columns, seconds and dB, in order of time; a header and # comments may be there.")]
    public string File { get; init; } = "";

    [Parameter("Whether the trace starts again after its last point; otherwise the last value stays.")]
    public bool Repeat { get; init; }
}
