using EditableDeepSC.Models.Requests.Templates;

namespace EditableDeepSC.Models.Requests;

/// <summary>The share of each label in the language: attributes, directions, values and targets evenly.</summary>
internal static class RequestLabels
{
    private static readonly EditDirection[] Directions = [EditDirection.Negative, EditDirection.Positive];

    public static RequestLabel Draw(Draw draw)
    {
        var mode = draw.Fraction();
        var attribute = draw.Of(FaceAttributes.All);
        return mode switch
        {
            < 0.30 => RequestLabel.Change(attribute, draw.Of(Directions), 1 + draw.Below(FaceAttributes.MaxDegree)),
            < 0.50 => RequestLabel.Change(attribute, draw.Of(Directions)),
            < 0.80 => RequestLabel.To(attribute, draw.Below(FaceAttributes.DegreeCount)),
            < 0.87 => RequestLabel.End,
            _ => RequestLabel.None,
        };
    }
}
