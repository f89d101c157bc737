using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>Users who behave alike, each with a link of its own.</summary>
public sealed record UserGroupOptions
{
    /// <summary>The <see cref="Images"/> that are drawn rather than read.</summary>
    public const string Portraits = "portraits";

    [Parameter("Names the group in tables.")]
    public string Name { get; init; } = "users";

    [Parameter("How many users.", Min = 1, Max = 1_000_000)]
    public int Count { get; init; } = 1;

    [Parameter("When they begin conversations.")]
    public ArrivalOptions Arrivals { get; init; } = new();

    [Parameter("How they talk.")]
    public DialogOptions Dialog { get; init; } = new();

    [Parameter("Whose pictures: \"portraits\" draws them, anything else is a folder of images.")]
    public string Images { get; init; } = Portraits;

    [Parameter("Their radio link.")]
    public LinkOptions Link { get; init; } = new();

    [Parameter("How long after asking a picture is still of use; 0 means for ever.", Min = 0, Max = 1e6, Unit = "s")]
    public double DeadlineSeconds { get; init; }

    [Parameter("1 is served first, where the pools have several levels.", Min = 1, Max = 16)]
    public int Priority { get; init; } = 1;
}
