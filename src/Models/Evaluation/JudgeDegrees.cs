using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

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
