using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Jecc;

/// <summary>What an edit came to; <see cref="Z"/> is the caller's.</summary>
/// <param name="Slot">The slot that is free again.</param>
/// <param name="Z">The edited latent vector [latent], of unit power.</param>
/// <param name="Target">What was aimed at; null where nothing was asked.</param>
/// <param name="Before">The degrees 0..5 that the predictor sees in G(z) before, one an attribute.</param>
/// <param name="After">The same of the edited vector.</param>
/// <param name="Iterations">Moves made.</param>
/// <param name="Reason">Why it ended.</param>
public sealed record MatchingResult(int Slot, Tensor Z, EditTarget? Target, IReadOnlyList<int> Before,
    IReadOnlyList<int> After, int Iterations, MatchingStop Reason);

/// <summary>Why an edit ended.</summary>
public enum MatchingStop
{
    /// <summary>The sentence asks for no change: the user is content, or it is no request.</summary>
    NothingAsked,
    /// <summary>The attribute already has the degree asked for.</summary>
    AlreadyThere,
    /// <summary>The predictor sees the expected degree.</summary>
    Agreed,
    /// <summary>r_edit was reached, or the ablation's one move made, and the predictor sees another degree.</summary>
    NotReached,
    /// <summary>The transmitter edits nothing: the receiver does.</summary>
    LeftToReceiver,
}

/// <summary>One edit on its way: where it is, what it aims at, and the best place it saw.</summary>
internal sealed class MatchingSlot(Tensor z, RequestLabel request, MatchingOptions options) : IDisposable
{
    private const double ShortestMove = 0.03;    // below it the predictor sees no difference any more
    private Tensor best = z;
    private double bestScore;
    private int[] before = [], after = [];
    private int moves, direction;
    private double length = options.StepLength;

    /// <summary>[latent], of unit power.</summary>
    public Tensor Z { get; private set; } = z;

    public EditTarget? Target { get; private set; }

    /// <summary>d_tar times the length of the next move; it halves where the last one went past the target.</summary>
    public double Move => direction * length;

    /// <summary>
    /// Takes in what the predictor sees in G(z): of each attribute the probabilities of its degrees. Whether and why
    /// the edit is done.
    /// </summary>
    public MatchingStop? See(float[][] chances)
    {
        int[] degrees = [.. chances.Select(of => Array.IndexOf(of, of.Max()))];
        if (before.Length == 0)
        {
            (before, after) = (degrees, degrees);
            Target = EditTarget.Of(request, degrees);
            if (Target is null) return MatchingStop.NothingAsked;
            if (Target.Direction == 0) return MatchingStop.AlreadyThere;
            (direction, bestScore) = (Target.Direction, Score(chances, agrees: false));
            if (!options.Iterative) length = options.WholeDistance ? Math.Abs(Target.Degree - Now(degrees)) : 1;
            return null;
        }
        var agrees = Now(degrees) == Target!.Degree;
        if (Score(chances, agrees) is var score && score > bestScore) Keep(score, degrees);
        if (agrees && (Chance(chances) >= options.Confidence || !options.Iterative)) return MatchingStop.Agreed;
        Turn(chances);
        if (moves < (options.Iterative ? options.MaxIterations : 1) && length >= ShortestMove) return null;
        return Now(after) == Target.Degree ? MatchingStop.Agreed : MatchingStop.NotReached;
    }

    public void MoveTo(Tensor moved)
    {
        if (!ReferenceEquals(Z, best)) Z.Dispose();
        (Z, moves) = (moved.DetachFromDisposeScope(), moves + 1);
    }

    public MatchingResult Result(int slot, MatchingStop reason) =>
        new(slot, best.clone().DetachFromDisposeScope(), Target, before, after, moves, reason);

    public void Dispose()
    {
        Z.Dispose();
        best.Dispose();
    }

    private int Now(int[] degrees) => degrees[(int)Target!.Attribute];

    private float Chance(float[][] chances) => chances[(int)Target!.Attribute][Target.Degree];

    private double MissingDegrees(float[][] chances) =>
        Target!.Degree - chances[(int)Target.Attribute].Select((chance, degree) => chance * degree).Sum();

    /// <summary>The surest of those that agree is best, then the nearest in mean degree.</summary>
    private double Score(float[][] chances, bool agrees) =>
        agrees ? 1 + Chance(chances) : -Math.Abs(MissingDegrees(chances));

    private void Keep(double score, int[] degrees)
    {
        if (!ReferenceEquals(best, Z)) best.Dispose();
        (bestScore, best, after) = (score, Z, degrees);
    }

    private void Turn(float[][] chances)
    {
        var next = MissingDegrees(chances) > 0 ? 1 : -1;
        if (next != direction) length /= 2;
        direction = next;
    }
}
