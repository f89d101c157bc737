using System.Text.Json;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Actors.Users;

/// <summary>Users who behave alike, each with a link of its own.</summary>
public sealed record UserGroupOptions
{
    /// <summary>The <see cref="Images"/> that are drawn rather than read.</summary>
    public const string Portraits = "portraits";

    [Parameter("Names the group in tables.")]
    public string Name { get; init; } = "users";

    [Parameter("How many users.", Min = 1, Max = 1_000_000)]
    public int Count { get; init; } = 1;

    [Parameter("Users that share an actor; 1 gives each its own, more save memory in large runs.", Min = 1, Max = 100_000)]
    public int UsersPerActor { get; init; } = 1;

    [Parameter("When they begin conversations.")]
    public ArrivalOptions Arrivals { get; init; } = new();

    [Parameter("How they talk.")]
    public DialogOptions Dialog { get; init; } = new();

    [Parameter("Whose pictures: \"portraits\" draws them, anything else is a folder of images.")]
    public string Images { get; init; } = Portraits;

    [Parameter("Their radio link.")]
    public LinkOptions Link { get; init; } = new();

    [Parameter("Where they are and how they move, where there are several cells.")]
    public MobilityOptions Mobility { get; init; } = new();

    [Parameter("How long after asking a picture is still of use; 0 means for ever.", Min = 0, Max = 1e6, Unit = "s")]
    public double DeadlineSeconds { get; init; }

    [Parameter("1 is served first, where the pools have several levels.", Min = 1, Max = 16)]
    public int Priority { get; init; } = 1;
}

/// <summary>How a user talks: each request of a conversation refers to the picture before.</summary>
public sealed record DialogOptions
{
    [Parameter("Most requests of a conversation.", Min = 1, Max = 1000)]
    public int Turns { get; init; } = 1;

    [Parameter("Chance that a user says after a picture that it is enough.", Min = 0, Max = 1)]
    public double EnoughChance { get; init; }

    [Parameter("Most conversations of one user; 0 means as many as the run is long.", Min = 0, Max = 1_000_000)]
    public int Conversations { get; init; }
}

/// <summary>The radio link of each user of a group.</summary>
public sealed record LinkOptions
{
    [Parameter("What the air does: a name of 'eds channel list', or an object with \"type\" and parameters.")]
    public JsonElement Channel { get; init; } = JsonSerializer.SerializeToElement("awgn");

    [Parameter("SNR over time: a name of 'eds channel list', or an object with \"type\" and parameters.")]
    public JsonElement Snr { get; init; } = JsonSerializer.SerializeToElement("constant");

    [Parameter("How symbols are received.")]
    public ReceiverOptions Receiver { get; init; } = new();
}
