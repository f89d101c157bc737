using Akka.TestKit;
using Akka.TestKit.Xunit2;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Tests.Runs;

/// <summary>An actor system with a ledger and a user that are probes, and what the actors of a run share.</summary>
public abstract class RunKit : TestKit
{
    protected RunKit() : base(SimulationRun.Configuration) =>
        (Ledger, User) = (CreateTestProbe("ledger"), CreateTestProbe("user"));

    private protected TestProbe Ledger { get; }

    private protected TestProbe User { get; }

    private protected RunContext Run(SimulationOptions? options = null, StubOptions? stub = null)
    {
        options ??= new SimulationOptions();
        var times = stub ?? new();
        return new RunContext(options, new SimulationClock(TimeProvider.System, TimeSpan.FromMilliseconds(1)),
            new RunGauges(), new FaultPlan(options.Faults, new Seed(1)),
            new StubCodec(times, new Seed(1), options.Adapters.SnrsDb, 5, TimeProvider.System),
            new WorkerTimes([times], [times]), Ledger);
    }

    /// <summary>A request of user 0 at time 0.</summary>
    private protected Journey Journey(long id = 1) => new(
        new EditRequest(new TransmissionId(id), default, new ImageSource.Portrait(default, id), "smile", null, 2),
        new UserRequest(new TransmissionId(id), default, 0, 0, 0, null), 0, 0, User);

    /// <summary>The same with symbols, as it leaves the encoders.</summary>
    private protected Journey Encoded(RunContext run, long id = 1)
    {
        using var encoder = run.Codec.CreateEncoder(new WorkerPlace(0, "cpu"));
        var journey = Journey(id);
        return journey with { Encoding = encoder.Encode([journey.Request])[0] };
    }

    /// <summary>The same as it arrived at the receiver, without noise.</summary>
    private protected Journey Received(RunContext run, long id = 1)
    {
        var encoded = Encoded(run, id);
        return encoded with { Frame = new ReceivedFrame(2, encoded.Encoding!.Symbols, new float[256], 6) };
    }

    /// <summary>How the next request ends in the ledger; stages that are reached on the way are passed over.</summary>
    private protected TransmissionRecord ExpectEnd() =>
        Ledger.FishForMessage<Ledger.Ended>(_ => true, TimeSpan.FromSeconds(20)).Record;

    private protected static PoolOptions Pool(int queueLimit = 256, int maxSize = 1) =>
        new() { Batching = new BatchingOptions { MaxSize = maxSize, MaxDelayMs = 0, QueueLimit = queueLimit } };
}
