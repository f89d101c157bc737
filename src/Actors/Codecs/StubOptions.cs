using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>How long the stub codec takes and how good it is.</summary>
public sealed record StubOptions
{
    [Parameter("Time of an encoder for a batch of any size.", Min = 0, Max = 1e6, Unit = "ms")]
    public double EncodeMs { get; init; }

    [Parameter("Time of an encoder for each item more.", Min = 0, Max = 1e6, Unit = "ms")]
    public double EncodeItemMs { get; init; }

    [Parameter("Time of a decoder for a batch of any size.", Min = 0, Max = 1e6, Unit = "ms")]
    public double DecodeMs { get; init; }

    [Parameter("Time of a decoder for each item more.", Min = 0, Max = 1e6, Unit = "ms")]
    public double DecodeItemMs { get; init; }

    [Parameter("Chance that an item cannot be encoded.", Min = 0, Max = 1)]
    public double FailChance { get; init; }

    [Parameter("What a decibel between the adapter's SNR and the link's costs.", Min = 0, Max = 10, Unit = "dB")]
    public double MismatchCostDb { get; init; } = 0.25;
}
