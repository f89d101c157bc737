using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>Which adapters there are and how one is chosen.</summary>
public sealed record AdapterOptions
{
    [Parameter("How the adapter of a transmission is chosen.")]
    public AdapterPolicyKind Policy { get; init; } = AdapterPolicyKind.Nearest;

    [Parameter("The SNRs that adapters were made for.", Min = -60, Max = 90, Unit = "dB", MaxCount = 64)]
    public IReadOnlyList<double> SnrsDb { get; init; } = [-6, 0, 6, 12, 18];

    [Parameter("The SNR whose adapter the fixed policy takes.", Min = -60, Max = 90, Unit = "dB")]
    public double FixedSnrDb { get; init; } = 6;

    [Parameter("How far past the midpoint of two adapters the estimate must be to switch under hysteresis.",
        Min = 0, Max = 60, Unit = "dB")]
    public double HysteresisDb { get; init; } = 1;

    [Parameter("How old the SNR is that the transmitter knows.", Min = 0, Max = 1e6, Unit = "ms")]
    public double FeedbackDelayMs { get; init; } = 20;

    [Parameter("Standard deviation of the SNR estimate.", Min = 0, Max = 30, Unit = "dB")]
    public double EstimationErrorDb { get; init; }

    [Parameter("Adapters that a decoder keeps loaded; the one used longest ago makes room.", Min = 1, Max = 64)]
    public int BankSize { get; init; } = 5;
}
