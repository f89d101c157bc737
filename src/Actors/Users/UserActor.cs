using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Users;

/// <summary>A user: asks when its behaviour says so, with the adapter that its policy chooses.</summary>
internal sealed class UserActor : ReceiveActor, IWithTimers
{
    private readonly RunContext run;
    private readonly UserSetup setup;
    private readonly IActorRef encoders;
    private bool isReported;

    public UserActor(RunContext run, UserSetup setup, IActorRef encoders)
    {
        (this.run, this.setup, this.encoders) = (run, setup, encoders);
        Receive<Wake>(_ => AskForWhatIsDue());
        Receive<Answered>(Answer);
        Receive<Stop>(_ =>
        {
            setup.Behaviour.Stop();
            AskForWhatIsDue();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Self.Tell(Wake.Instance);

    private void AskForWhatIsDue()
    {
        var now = run.Clock.NowSeconds;
        while (setup.Behaviour.NextSeconds <= now) Submit(setup.Behaviour.Take(), now);
        var next = setup.Behaviour.NextSeconds;
        if (next < double.PositiveInfinity)
            Timers.StartSingleTimer(Wake.Instance, Wake.Instance, run.Clock.WallUntil(next));
        if (!setup.Behaviour.IsDone || isReported) return;
        isReported = true;
        Context.Parent.Tell(Finished.Instance);
    }

    private void Submit(UserRequest request, double now)
    {
        var linkSeconds = run.Options.Deterministic ? request.NominalSeconds : now;
        var choice = setup.Policy.Choose(request.Id, linkSeconds);
        var image = new ImageSource(setup.Folder, setup.Seed, setup.ImageIndexOf(request.Conversation));
        var work = new EncodeRequest(
            request.Id, setup.User, image, setup.SentenceOf(request.Id), request.Latent, choice.AdapterId)
        {
            KeepsPictures = run.Pictures.Wants(request.Id, choice.EstimatedSnrDb),
        };
        var deadline = setup.Options.DeadlineSeconds > 0
            ? now + setup.Options.DeadlineSeconds
            : double.PositiveInfinity;
        if (run.Faults.IsDeadlineOver(request.Id)) deadline = now;
        encoders.Tell(new EncoderPool.Submit(new Submission(work, setup.Group, request, choice, now,
            deadline, setup.Options.Priority, Self)));
    }

    private void Answer(Answered answer)
    {
        var isDelivered = answer.Kind == OutcomeKind.Delivered;
        setup.Behaviour.Answer(answer.Id, isDelivered, answer.Latent, run.Clock.NowSeconds);
        AskForWhatIsDue();
    }

    /// <summary>How a request ended.</summary>
    public sealed record Answered(TransmissionId Id, OutcomeKind Kind, float[]? Latent);

    /// <summary>To ask for nothing more.</summary>
    public sealed record Stop;

    /// <summary>To the simulation: this user has all answers and nothing more to ask for.</summary>
    public sealed record Finished
    {
        public static Finished Instance { get; } = new();
    }

    private sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }
}
