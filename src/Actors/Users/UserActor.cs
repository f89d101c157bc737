using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

/// <summary>Hosts users of consecutive numbers: one, or many for large loads. Their requests go to their links.</summary>
internal sealed class UserActor : ReceiveActor, IWithTimers
{
    private readonly RunContext run;
    private readonly User[] users;
    private readonly IActorRef link;
    private readonly PriorityQueue<User, double> due = new();
    private readonly HashSet<User> done = [];

    public UserActor(RunContext run, User[] users, IActorRef link)
    {
        (this.run, this.users, this.link) = (run, users, link);
        Receive<Wake>(_ => AskForWhatIsDue());
        Receive<Answered>(answer =>
        {
            var user = users[answer.User.Value - users[0].Id.Value];
            user.Answer(answer);
            Schedule(user);
            AskForWhatIsDue();
        });
        Receive<Stop>(_ =>
        {
            due.Clear();
            foreach (var user in users)
            {
                user.Stop();
                Schedule(user);
            }
            ReportDone();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        foreach (var user in users) Schedule(user);
        Self.Tell(Wake.Instance);
    }

    private void AskForWhatIsDue()
    {
        var now = run.Clock.NowSeconds;
        while (due.TryPeek(out var user, out var at) && at <= now)
        {
            due.Dequeue();
            if (user.NextSeconds > now) continue; // it has asked already
            var journey = user.Ask(now, Self);
            if (run.Faults.IsDeadlineOver(journey.Id)) journey = journey with { DeadlineSeconds = now };
            link.Tell(new LinkActor.Submit(journey));
            Schedule(user);
        }
        if (due.TryPeek(out _, out var next))
            Timers.StartSingleTimer(Wake.Instance, Wake.Instance, run.Clock.Until(next));
        ReportDone();
    }

    private void Schedule(User user)
    {
        if (user.NextSeconds < double.PositiveInfinity) due.Enqueue(user, user.NextSeconds);
        else if (user.IsDone) done.Add(user);
    }

    private void ReportDone()
    {
        if (done.Count < users.Length) return;
        Context.Parent.Tell(Finished.Instance);
        Become(() => { }); // nothing more can come
    }

    /// <summary>How a request ended.</summary>
    public sealed record Answered(
        UserId User, TransmissionId Id, OutcomeKind Kind, float[]? Latent, double EndedSeconds);

    /// <summary>To ask for nothing more.</summary>
    public sealed record Stop;

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
