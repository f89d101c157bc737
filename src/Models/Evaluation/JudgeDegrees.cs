using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>What a predictor says of pictures.</summary>
public static class JudgeDegrees
{
    /// <summary>The degrees of images [N, 3, S, S]: of each, one an attribute.</summary>
    public static long[][] Of(AttributePredictor judge, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var said = judge.call(AttributePredictor.Normalize(images)).Select(head => head.argmax(1));
        return [.. stack(said, 1).cpu().data<long>().ToArray().Chunk(FaceAttributes.Count)];
    }
}

/// <summary>What a predictor says of pictures beside the true degrees.</summary>
internal sealed class DegreeHits
{
    private readonly List<long[]> misses = [];    // of a picture: |said - true| of each attribute

    public int Count => misses.Count;

    /// <summary>Asks the predictor about images [N, 3, S, S] of known degrees [N, 5].</summary>
    public void Add(AttributePredictor predictor, Tensor images, Tensor degrees)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var truth = degrees.cpu().data<long>().ToArray().Chunk(FaceAttributes.Count);
        misses.AddRange(JudgeDegrees.Of(predictor, images).Zip(truth, (said, true_) =>
            said.Zip(true_, (one, other) => Math.Abs(one - other)).ToArray()));
    }

    public MeasuredFigure Exact(string part, string name, FaceAttribute attribute, Bar? bar = null) =>
        Estimate.Share(part, name, misses.Count(miss => miss[(int)attribute] == 0), Count, bar);

    /// <summary>The share of degrees that are at most so far off, averaged over the attributes.</summary>
    public MeasuredFigure Within(int most, string part, string name, Bar? bar = null) => Estimate.Mean(part, name,
        [.. misses.Select(miss => miss.Count(off => off <= most) / (double)FaceAttributes.Count)], bar);
}
