namespace EditableDeepSC.Models.Requests;

/// <summary>The sentences in the figures of the Editable-DeepSC paper; kept out of training.</summary>
public static class PaperRequests
{
    public static IReadOnlyList<(string Text, RequestLabel Label)> All { get; } =
    [
        ("Smile more", RequestLabel.Change(FaceAttribute.Smiling, EditDirection.Positive)),
        ("I kind of want the smile to be less obvious",
            RequestLabel.Change(FaceAttribute.Smiling, EditDirection.Negative)), // "kind of" hedges the wish
        ("Add long bangs", RequestLabel.To(FaceAttribute.Bangs, 4)),
        ("Make the bangs longer", RequestLabel.Change(FaceAttribute.Bangs, EditDirection.Positive)),
        ("Make the fringe just a little longer", RequestLabel.Change(FaceAttribute.Bangs, EditDirection.Positive, 1)),
        ("What about trying bangs that leaves half of the forehead visible", RequestLabel.To(FaceAttribute.Bangs, 3)),
        ("What about trying extremely long fringe", RequestLabel.To(FaceAttribute.Bangs, 5)),
        ("Make the face slightly younger", RequestLabel.Change(FaceAttribute.Age, EditDirection.Negative, 1)),
    ];
}
