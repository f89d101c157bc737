using Akka.Actor;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Users;

/// <summary>A user: asks for what, about which picture, and when. A <see cref="UserActor"/> hosts one or many.</summary>
/// <param name="seed">The seed of the run.</param>
/// <param name="id">Who.</param>
/// <param name="group">Which group, counted from 0.</param>
/// <param name="options">The group's options.</param>
/// <param name="behaviour">When it asks.</param>
/// <param name="sentences">What it may ask for.</param>
internal sealed class User(Seed seed, UserId id, int group, UserGroupOptions options, UserBehaviour behaviour,
    IReadOnlyList<string> sentences)
{
    /// <summary>Its behaviour draws numbers 0 and 1 from the same key.</summary>
    private const uint SentenceNumber = 2;

    /// <summary>
    /// Conversations that have pictures of their own; a prime, so that users begin at different files of a folder
    /// whatever the number of files.
    /// </summary>
    private const long ConversationsApart = 65537;

    public UserId Id => id;

    public double NextSeconds => behaviour.NextSeconds;

    public bool IsDone => behaviour.IsDone;

    /// <summary>What it asks for next.</summary>
    public Journey Ask(double nowSeconds, IActorRef replyTo)
    {
        var asked = behaviour.Take();
        var index = ImageIndexOf(asked.Conversation);
        ImageSource image = options.Images == UserGroupOptions.Portraits
            ? new ImageSource.Portrait(seed, index) : new ImageSource.InFolder(options.Images, index);
        var request = new EditRequest(asked.Id, id, image, SentenceOf(asked.Id), asked.Latent, 0);
        return new Journey(request, asked, group, nowSeconds, replyTo)
        {
            Priority = options.Priority,
            DeadlineSeconds = options.DeadlineSeconds > 0
                ? nowSeconds + options.DeadlineSeconds
                : double.PositiveInfinity,
        };
    }

    public void Answer(UserActor.Answered answer) => behaviour.Answer(
        answer.Id, answer.Kind == Accounting.OutcomeKind.Delivered, answer.Latent, answer.EndedSeconds);

    /// <summary>Asks for nothing more.</summary>
    public void Stop() => behaviour.Stop();

    /// <summary>Which portrait, or file modulo their number, a conversation of it is about.</summary>
    internal long ImageIndexOf(int conversation) => id.Value * ConversationsApart + conversation;

    /// <summary>What it asks for in one of its transmissions.</summary>
    private string SentenceOf(TransmissionId transmission) => sentences[(int)(sentences.Count
        * new PhiloxKey(seed, StreamPurpose.Users, id, transmission).Uniform(SentenceNumber))];
}
