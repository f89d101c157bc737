using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

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
