using Akka.Actor;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Users;

/// <summary>What the users of a group share: their link, when they come, and what they ask for.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Number">Which group, counted from 0.</param>
/// <param name="Options">The group's options.</param>
/// <param name="Link">Over which they send.</param>
/// <param name="Arrivals">When they come.</param>
/// <param name="Sentences">What they may ask for.</param>
internal sealed record UserGroup(Seed Seed, int Number, UserGroupOptions Options, GroupLink Link,
    GroupArrivals Arrivals, IReadOnlyList<string> Sentences)
{
    /// <summary>Behaviour draws numbers 0 and 1 from the same key.</summary>
    private const uint SentenceNumber = 2;

    /// <summary>
    /// Conversations that have pictures of their own; a prime, so that users begin at different files of a folder
    /// whatever the number of files.
    /// </summary>
    private const long ConversationsApart = 65537;

    /// <summary>A request on its way.</summary>
    public Journey JourneyOf(UserRequest asked, double nowSeconds, IActorRef replyTo)
    {
        var index = ImageIndexOf(asked.User, asked.Conversation);
        ImageSource image = Options.Images == UserGroupOptions.Portraits
            ? new ImageSource.Portrait(Seed, index) : new ImageSource.InFolder(Options.Images, index);
        var request = new EditRequest(asked.Id, asked.User, image, SentenceOf(asked), asked.Latent, 0);
        return new Journey(request, asked, Number, nowSeconds, replyTo)
        {
            Priority = Options.Priority,
            DeadlineSeconds = Options.DeadlineSeconds > 0
                ? nowSeconds + Options.DeadlineSeconds
                : double.PositiveInfinity,
        };
    }

    /// <summary>Which portrait, or file modulo their number, a conversation of a user is about.</summary>
    internal static long ImageIndexOf(UserId user, int conversation) => user.Value * ConversationsApart + conversation;

    private string SentenceOf(UserRequest asked) => Sentences[(int)(Sentences.Count
        * new PhiloxKey(Seed, StreamPurpose.Users, asked.User, asked.Id).Uniform(SentenceNumber))];
}
