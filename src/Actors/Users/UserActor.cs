using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

/// <summary>Hosts users of consecutive numbers: one, or many for large loads. Their requests go to their link.</summary>
internal sealed class UserActor : ReceiveActor, IWithTimers
{
    /// <summary>So that others have their turn too where more is due than anybody could serve.</summary>
    private const int MostAtOnce = 64;

    private readonly RunContext run;
    private readonly UserGroup group;
    private readonly UserBehaviour users;
    private readonly IActorRef link;
    private Alarm alarm = null!;

    public UserActor(RunContext run, UserGroup group, UserBehaviour users, IActorRef link)
    {
        (this.run, this.group, this.users, this.link) = (run, group, users, link);
        Receive<Wake>(_ =>
        {
            alarm.HasRung();
            AskForWhatIsDue();
        });
        Receive<Answered>(answer =>
        {
            users.Answer(answer.Id, answer.Kind == OutcomeKind.Delivered, answer.Latent, answer.EndedSeconds);
            AskForWhatIsDue();
        });
        Receive<Stop>(_ =>
        {
            users.Stop();
            ReportDone();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        alarm = new Alarm(Self, Timers, run.Clock, Wake.Instance);
        AskForWhatIsDue();
    }

    private void AskForWhatIsDue()
    {
        var now = run.Clock.NowSeconds;
        for (var i = 0; i < MostAtOnce && users.NextSeconds <= now; i++)
        {
            var journey = group.JourneyOf(users.Take(), now, Self);
            if (run.Faults.IsDeadlineOver(journey.Id)) journey = journey with { DeadlineSeconds = now };
            link.Tell(new LinkActor.Submit(journey));
        }
        alarm.SetFor(users.NextSeconds);
        ReportDone();
    }

    private void ReportDone()
    {
        if (!users.IsDone) return;
        Context.Parent.Tell(Finished.Instance);
        Become(() => { }); // nothing more can come
    }

    /// <summary>How a request ended.</summary>
    public sealed record Answered(TransmissionId Id, OutcomeKind Kind, float[]? Latent, double EndedSeconds);

    /// <summary>To ask for nothing more.</summary>
    public sealed record Stop
    {
        public static Stop Instance { get; } = new();
    }

    /// <summary>To the simulation: these users have all answers and nothing more to ask for.</summary>
    public sealed record Finished
    {
        public static Finished Instance { get; } = new();
    }

    private sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }
}
