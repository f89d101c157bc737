using EditableDeepSC.Channels;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Actors;

/// <summary>How the learned codec works, and which of its parts are left out to see what they are good for.</summary>
public sealed record JeccCodecOptions
{
    [Parameter("Where the inversion of a picture starts: at the inversion encoder's guess, or at random as in the paper.")]
    public JeccStart Start { get; init; } = JeccStart.Encoder;

    [Parameter("Iterations of an inversion, r_inv; 0 takes 20 from a guess and the paper's 110 from a random start.",
        Min = 0, Max = 10_000)]
    public int InversionIterations { get; init; }

    [Parameter("Moves of an edit at most, r_edit.", Min = 1, Max = 10_000)]
    public int EditIterations { get; init; } = 24;

    [Parameter("False leaves the adapters out: the latent vector itself is sent, and the receiver repairs nothing.")]
    public bool Adapters { get; init; } = true;

    [Parameter("False moves each edit once in the direction asked for, whatever the predictor says of it.")]
    public bool Iterative { get; init; } = true;

    internal JeccOptions Encoder(int slots, bool deterministic)
    {
        var inversion = Start == JeccStart.Random ? InversionOptions.Paper : InversionOptions.FromGuess;
        return new()
        {
            Slots = slots,
            Deterministic = deterministic,
            Adapters = Adapters,
            GuessedStart = Start == JeccStart.Encoder,
            Inversion = InversionIterations == 0 ? inversion : inversion with { MaxIterations = InversionIterations },
            Matching = new() { MaxIterations = EditIterations, Iterative = Iterative },
        };
    }
}
