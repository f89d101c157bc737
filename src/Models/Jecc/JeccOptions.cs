using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Inversion;

namespace EditableDeepSC.Models.Jecc;

/// <summary>How a transmitter works.</summary>
public sealed record JeccOptions
{
    /// <summary>From a random z, 110 iterations of Adam with noise.</summary>
    public static JeccOptions RandomStart { get; } =
        new() { Inversion = InversionOptions.RandomStart, GuessedStart = false };

    /// <summary>Requests that are worked on at once; 1 or more.</summary>
    public int Slots { get; init; } = 16;

    public InversionOptions Inversion { get; init; } = InversionOptions.FromGuess;

    /// <summary>The inversion starts from the encoder's guess, otherwise from a random z.</summary>
    public bool GuessedStart { get; init; } = true;

    public MatchingOptions Matching { get; init; } = new();

    /// <summary>What the adapters are; null for the ablation: z itself is sent, and the receiver does not touch it.</summary>
    public CodingOptions? Coding { get; init; } = new();

    /// <summary>All shapes are those of full slots, so that an item's bits do not depend on its batch mates.</summary>
    public bool Deterministic { get; init; }

    internal JeccOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Slots, 1);
        return this with
        {
            Inversion = (Inversion with { Deterministic = Deterministic }).Validated(),
            Matching = (Matching with { Deterministic = Deterministic }).Validated(),
        };
    }
}
