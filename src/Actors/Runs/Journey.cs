using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Actors.Runs;

/// <summary>
/// A request and what has become of it so far; goes from stage to stage. Once there is a reason it only travels to its
/// end: failures are values on the stream.
/// </summary>
/// <param name="Request">What is to be edited and sent.</param>
/// <param name="Asked">Its place in the user's dialogue.</param>
/// <param name="Group">The user's group, counted from 0.</param>
/// <param name="SubmittedSeconds">When it was asked for.</param>
/// <param name="User">Who waits for the answer.</param>
internal sealed record Journey(
    EditRequest Request, UserRequest Asked, int Group, double SubmittedSeconds, IActorRef User)
{
    public TransmissionId Id => Request.Id;

    /// <summary>When its picture is no longer of use; infinite for never.</summary>
    public double DeadlineSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>What the user means, which only the judge is told.</summary>
    public RequestLabel? Meant { get; init; }

    /// <summary>1 is served first.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>The <see cref="Air.LinkActor"/> of its user.</summary>
    public IActorRef Link { get; init; } = ActorRefs.Nobody;

    /// <summary>Who serves its user.</summary>
    public CellChoice Cell { get; init; }

    /// <summary>How its adapter was chosen.</summary>
    public AdapterChoice Adapter { get; init; }

    public EndReason Reason { get; init; }

    /// <summary>More about the reason, where it is known: the file that cannot be read.</summary>
    public string? Detail { get; init; }

    public StageTimes Times { get; init; }

    public Encoding? Encoding { get; init; }

    /// <summary>When its symbols were there, simulated seconds.</summary>
    public double EncodedSeconds { get; init; }

    /// <summary>When its first symbol went on the air, simulated seconds.</summary>
    public double SentSeconds { get; init; }

    /// <summary>When its last symbol was received, simulated seconds.</summary>
    public double ArrivedSeconds => SentSeconds + Times.AirSeconds + Times.PropagationSeconds;

    /// <summary>What the receiver has of it.</summary>
    public ReceivedFrame? Frame { get; init; }

    /// <summary>What its link did to it.</summary>
    public LinkReport? Report { get; init; }

    /// <summary>The adapter nearest to the SNR that the link had.</summary>
    public int? MatchedAdapterIndex { get; init; }

    /// <summary>The received picture; where it need not be kept, only until it has been judged.</summary>
    public RgbImage? Picture { get; init; }

    /// <summary>How good the picture is, once there is one.</summary>
    public PictureQuality? Quality { get; init; }

    public bool IsOver => Reason != EndReason.None;

    /// <summary>All three pictures, where they are kept.</summary>
    public TransmissionPictures? Pictures => Encoding?.Pictures is { } sent && Picture is { } received
        ? new TransmissionPictures(sent.Original, sent.Sent, received)
        : null;

    public TransmissionRecord Record(double endedSeconds) => new()
    {
        Id = Id.Value,
        User = Request.User.Value,
        Group = Group,
        Conversation = Asked.Conversation,
        Turn = Asked.Turn,
        Text = Request.Text,
        Kind = KindOf(Reason),
        Reason = Reason,
        Detail = Detail,
        SubmittedSeconds = SubmittedSeconds,
        EndedSeconds = endedSeconds,
        AdapterIndex = Request.AdapterIndex,
        MisreadAdapterIndex = Frame is { AdapterIndex: var named } && named != Request.AdapterIndex ? named : null,
        EstimatedSnrDb = Adapter.EstimatedSnrDb,
        IsSwitch = Adapter.IsSwitch,
        Cell = Cell.Cell,
        CellChange = Cell.Change,
        MatchedAdapterIndex = MatchedAdapterIndex,
        SnrDb = Report?.RequestedSnrDb,
        MeasuredSnrDb = Report is { MeasuredSnrDb: var measured } && double.IsFinite(measured) ? measured : null,
        Times = Times,
        Edit = Encoding?.Edit,
        Quality = Reason == EndReason.None ? Quality : null,
        ReceivedHash = Frame is { } frame ? FingerprintHash.Of(frame.Symbols) : 0,
    };

    private static OutcomeKind KindOf(EndReason reason) => reason switch
    {
        EndReason.None => OutcomeKind.Delivered,
        EndReason.QueueFull => OutcomeKind.Rejected,
        EndReason.DeadlinePassed => OutcomeKind.Expired,
        _ => OutcomeKind.Failed,
    };
}

/// <summary>The pictures of one delivered transmission, for image grids.</summary>
/// <param name="Original">What the request refers to.</param>
/// <param name="Sent">The edited picture that the receiver should get.</param>
/// <param name="Received">What it got.</param>
public sealed record TransmissionPictures(RgbImage Original, RgbImage Sent, RgbImage Received);
