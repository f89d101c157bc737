namespace EditableDeepSC.Models.Portraits;

/// <summary>One picture of everything that a degree changes: a row an attribute, six columns a person.</summary>
public static class DegreeSheet
{
    private const int NeutralAge = 2, NeutralSmile = 1;

    /// <summary>[3, 5 S, 6 people S] of the first people of the sampler, all else about them kept.</summary>
    public static Tensor Render(PortraitSampler sampler, int people, int resolution, PortraitStyle style)
    {
        using var scope = NewDisposeScope();
        var neutral = Neutral(sampler.Sample(0, people));
        var rows = FaceAttributes.All.Select(attribute => Row(neutral, attribute, resolution, style));
        return scope.MoveToOuter(cat([.. rows], 1));
    }

    private static Tensor Neutral(Tensor parameters)
    {
        foreach (var attribute in FaceAttributes.All)
        {
            parameters = PortraitParameters.WithDegree(parameters, attribute, attribute switch
            {
                FaceAttribute.Age => NeutralAge,
                FaceAttribute.Smiling => NeutralSmile,
                _ => 0,
            });
        }
        return parameters;
    }

    private static Tensor Row(Tensor people, FaceAttribute attribute, int resolution, PortraitStyle style)
    {
        var degrees = Enumerable.Range(0, FaceAttributes.DegreeCount)
            .Select(degree => PortraitParameters.WithDegree(people, attribute, degree));
        var ordered = stack(degrees, 1).reshape(-1, PortraitParameters.Count); // [people x 6, P]
        return cat(PortraitRenderer.Render(ordered, resolution, style).unbind(0), 2);
    }
}
