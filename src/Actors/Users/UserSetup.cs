using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

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

    /// <summary>
    /// Conversations that have pictures of their own; a prime, so that users begin at different files of a folder
    /// whatever the number of files.
    /// </summary>
    private const long ConversationsApart = 65537;

    /// <summary>Which portrait, or file modulo their number, a conversation of it is about.</summary>
    public long ImageIndexOf(int conversation) => User.Value * ConversationsApart + conversation;

    /// <summary>What it asks for in one of its transmissions.</summary>
    public string SentenceOf(TransmissionId id) => Sentences[
        (int)(Sentences.Count * new PhiloxKey(Seed, StreamPurpose.Users, User, id).Uniform(SentenceNumber))];
}
