namespace EditableDeepSC.Channels;

/// <summary>Echoes that reach into later symbols: independent Rayleigh taps, one a symbol of delay.</summary>
public sealed record FrequencySelectiveOptions
{
    public const int MaxTaps = 64;

    [Parameter("Average power of the tap at each delay of 0, 1, 2 ... symbols; the sum is normalised to 1.",
        Min = -200, Max = 200, Unit = "dB", MaxCount = MaxTaps)]
    public IReadOnlyList<double> PowersDb { get; init; } = [0, -3, -6, -9];
}
