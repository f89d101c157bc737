namespace EditableDeepSC.Models.Baselines;

/// <summary>What a predictor sees at a place of a walk: the attribute's degree, and how sure it is of it, 0..1.</summary>
internal readonly record struct SeenLabel(int Degree, double Score);

/// <summary>
/// Talk-to-Edit's walk towards a degree (models/base_model.py, continuous_editing_with_target): it goes on until the
/// label has passed the target or is at an end of the scale, and keeps the surest place of the last class before that.
/// </summary>
internal static class StyleWalk
{
    /// <summary>
    /// The place kept, null where the label never changed; and the moves made. A first change that jumps past the
    /// target is kept itself.
    /// </summary>
    /// <param name="start">The label before; not the target's.</param>
    /// <param name="target">The degree wanted.</param>
    /// <param name="maxTrials">Moves without a new label after which it gives up.</param>
    /// <param name="move">One move further in the direction of the target.</param>
    public static (TPlace? Kept, int Moves) Run<TPlace>(int start, int target, int maxTrials,
        Func<(TPlace Place, SeenLabel Seen)> move) where TPlace : class
    {
        var direction = Math.Sign(target - start);
        var (label, best, kept, moves) = (start, 0.0, (TPlace?)null, 0);
        for (var trials = 0; trials <= maxTrials && !IsOver(label);)
        {
            var (place, seen) = move();
            moves++;
            trials++;
            if (seen.Degree != label)
            {
                if (kept is not null && direction * (seen.Degree - target) > 0) break;
                (label, best, kept, trials) = (seen.Degree, seen.Score, place, 0);
            }
            else if (kept is not null && seen.Score > best) (best, kept) = (seen.Score, place);
        }
        return (kept, moves);

        bool IsOver(int degree) => direction * (degree - target) > 0
            || degree == (direction > 0 ? FaceAttributes.MaxDegree : 0);
    }
}
