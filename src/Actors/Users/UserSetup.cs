using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>One user with all that is its own.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="User">Who.</param>
/// <param name="Group">Which group, counted from 0.</param>
/// <param name="Options">The group's options.</param>
/// <param name="Behaviour">When it asks.</param>
/// <param name="Policy">Which adapter it takes.</param>
/// <param name="Folder">Its folder of images, or null for portraits.</param>
/// <param name="Sentences">What it may ask for.</param>
internal sealed record UserSetup(Seed Seed, UserId User, int Group, UserGroupOptions Options,
    UserBehaviour Behaviour, AdapterPolicy Policy, string? Folder, IReadOnlyList<string> Sentences)
{
    /// <summary>Its behaviour draws numbers 0 and 1 from the same key.</summary>
    private const uint SentenceNumber = 2;

    /// <summary>What it asks for in one of its transmissions.</summary>
    public string SentenceOf(TransmissionId id) => Sentences[
        (int)(Sentences.Count * new PhiloxKey(Seed, StreamPurpose.Users, User, id).Uniform(SentenceNumber))];
}
