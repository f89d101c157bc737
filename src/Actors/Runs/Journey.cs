using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Actors.Runs;

/// <summary>
/// A submission and what has become of it so far; goes from stage to stage. Once there is a reason it only travels to
/// its end: failures are values on the stream.
/// </summary>
internal sealed record Journey(Submission Submission)
{
    public EndReason Reason { get; init; }

    public StageTimes Times { get; init; }

    public Encoding? Encoding { get; init; }

    /// <summary>When its symbols were there, simulated seconds.</summary>
    public double EncodedSeconds { get; init; }

    /// <summary>When its first symbol went on the air, simulated seconds.</summary>
    public double SentSeconds { get; init; }

    /// <summary>When its last symbol had been sent, simulated seconds.</summary>
    public double ArrivedSeconds => SentSeconds + Times.AirSeconds;

    /// <summary>The symbols after equalisation, [symbols].</summary>
    public float[] Received { get; init; } = [];

    /// <summary>[symbols / 2].</summary>
    public float[] NoiseVariance { get; init; } = [];

    public LinkReport? Link { get; init; }

    public int? BestAdapterId { get; init; }

    public ulong ReceivedHash { get; init; }

    /// <summary>How good the picture is, once there is one.</summary>
    public PictureQuality? Quality { get; init; }

    /// <summary>The received picture where it is kept.</summary>
    public RgbImage? Picture { get; init; }

    /// <summary>All three pictures, where codec and sampler keep them.</summary>
    public TransmissionPictures? Pictures => Encoding?.Pictures is { } sent && Picture is { } received
        ? new TransmissionPictures(sent.Original, sent.Sent, received)
        : null;

    public bool IsOver => Reason != EndReason.None;

    public TransmissionRecord Record(EndReason reason, double nowSeconds) => new()
    {
        Id = Submission.Id.Value,
        User = Submission.Work.User.Value,
        Group = Submission.Group,
        Conversation = Submission.Request.Conversation,
        Turn = Submission.Request.Turn,
        Text = Submission.Work.Text,
        Kind = KindOf(reason),
        Reason = reason,
        SubmittedSeconds = Submission.SubmittedSeconds,
        EndedSeconds = nowSeconds,
        AdapterId = Submission.Work.AdapterId,
        EstimatedSnrDb = Submission.Adapter.EstimatedSnrDb,
        IsSwitch = Submission.Adapter.IsSwitch,
        BestAdapterId = BestAdapterId,
        SnrDb = Link?.RequestedSnrDb,
        MeasuredSnrDb = Link is { MeasuredSnrDb: var measured } && double.IsFinite(measured) ? measured : null,
        Times = Times,
        Edit = Encoding?.Edit,
        Quality = reason == EndReason.None ? Quality : null,
        ReceivedHash = ReceivedHash,
    };

    private static OutcomeKind KindOf(EndReason reason) => reason switch
    {
        EndReason.None => OutcomeKind.Delivered,
        EndReason.QueueFull => OutcomeKind.Rejected,
        EndReason.DeadlinePassed => OutcomeKind.Expired,
        _ => OutcomeKind.Failed,
    };
}

/// <summary>A request on its way: who asked for what, when, and who waits for the answer.</summary>
internal sealed record Submission(EncodeRequest Work, int Group, UserRequest Request, AdapterChoice Adapter,
    double SubmittedSeconds, double DeadlineSeconds, int Priority, IActorRef ReplyTo)
{
    public TransmissionId Id => Work.Id;
}

/// <summary>The pictures of one delivered transmission, for image grids.</summary>
/// <param name="Original">What the request refers to.</param>
/// <param name="Sent">The edited picture that the receiver should get.</param>
/// <param name="Received">What it got.</param>
public sealed record TransmissionPictures(RgbImage Original, RgbImage Sent, RgbImage Received);
