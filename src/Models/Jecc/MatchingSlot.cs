using EditableDeepSC.Models.Requests;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>One edit on its way: where it is, what it aims at, and the best place it saw.</summary>
internal sealed class MatchingSlot(Tensor z, RequestLabel request, MatchingOptions options) : IDisposable
{
    private Tensor best = z;
    private (bool Agrees, double Chance) bestScore = (false, -1);
    private int[] before = [], after = [];
    private int moves, direction;
    private double length = options.Iterative ? options.StepLength : 1;

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
            direction = Target.Direction;
            return null;
        }
        var (attribute, wanted) = ((int)Target!.Attribute, Target.Degree);
        var (agrees, chance) = (degrees[attribute] == wanted, (double)chances[attribute][wanted]);
        if ((agrees, chance).CompareTo(bestScore) > 0) Keep((agrees, chance), degrees);
        if (agrees && (chance >= options.Confidence || !options.Iterative)) return MatchingStop.Agreed;
        if (moves >= (options.Iterative ? options.MaxIterations : 1))
            return bestScore.Agrees ? MatchingStop.Agreed : MatchingStop.NotReached;
        Turn(MeanDegree(chances[attribute]), wanted);
        return null;
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

    private void Keep((bool Agrees, double Chance) score, int[] degrees)
    {
        if (!ReferenceEquals(best, Z)) best.Dispose();
        (bestScore, best, after) = (score, Z, degrees);
    }

    private void Turn(double mean, int wanted)
    {
        var next = mean < wanted ? 1 : -1;
        if (next != direction) length /= 2;
        direction = next;
    }

    private static double MeanDegree(float[] chances) => chances.Select((chance, degree) => chance * degree).Sum();
}
