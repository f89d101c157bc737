using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Requests;

/// <summary>The heads of the reader's network, and a label as one class a head.</summary>
internal static class RequestHeads
{
    /// <summary>The class of a field that the label lacks; the loss ignores it.</summary>
    public const long Unused = -100;

    public static IReadOnlyList<Head> All { get; } =
    [
        new("mode", Enum.GetValues<RequestMode>().Length),
        new("attribute", FaceAttributes.Count),
        new("direction", Enum.GetValues<EditDirection>().Length),
        new("value", FaceAttributes.MaxDegree),
        new("target", FaceAttributes.DegreeCount),
    ];

    /// <summary>One class a head, in their order.</summary>
    public static long[] ClassesOf(RequestLabel label) =>
    [
        (long)label.Mode,
        label.Attribute is { } attribute ? (long)attribute : Unused,
        label.Direction is { } direction ? (direction == EditDirection.Positive ? 1 : 0) : Unused,
        label.Value is { } value ? value - 1 : Unused,
        label.Target ?? Unused,
    ];

    /// <summary>The label that the likeliest classes of one sentence make.</summary>
    public static RequestLabel LabelOf(RequestMode mode, IReadOnlyList<int> classes)
    {
        var attribute = (FaceAttribute)classes[1];
        var direction = classes[2] == 1 ? EditDirection.Positive : EditDirection.Negative;
        return mode switch
        {
            RequestMode.ChangeDefinite => RequestLabel.Change(attribute, direction, classes[3] + 1),
            RequestMode.ChangeIndefinite => RequestLabel.Change(attribute, direction),
            RequestMode.Target => RequestLabel.To(attribute, classes[4]),
            RequestMode.End => RequestLabel.End,
            _ => RequestLabel.None,
        };
    }
}
