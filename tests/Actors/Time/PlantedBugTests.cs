using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using Xunit.Abstractions;

namespace EditableDeepSC.Actors.Tests.Time;

/// <summary>A bug that only some orders of messages show, put in on purpose: seeds find it, and the seed shows it again.</summary>
public class PlantedBugTests(ITestOutputHelper output)
{
    private const int Seeds = 1000;

    private static readonly string Buggy = $$"""
        akka.actor.deployment { /simulation/encoders { mailbox = buggy } }
        buggy { mailbox-type = "{{typeof(ForgetfulMailbox).FullName}}, {{typeof(ForgetfulMailbox).Assembly.GetName().Name}}" }
        """;

    /// <summary>Users who ask at the same moments of two encoders, one of which crashes now and then.</summary>
    private static readonly SimulationOptions Options = new()
    {
        DurationSeconds = 5,
        StallSeconds = 60,
        Users =
        [
            .. Enumerable.Range(0, 4).Select(_ => new UserGroupOptions
            {
                Arrivals = new() { Kind = ArrivalKind.Constant, RatePerSecond = 4 },
            }),
        ],
        Encoders = new() { Workers = 2, Batching = new() { MaxSize = 2, MaxDelayMs = 0 } },
        Faults = new() { EncoderCrashBefore = 0.02 },
    };

    [Fact]
    public void A_pool_that_forgets_a_crash_in_one_order_is_found_and_shown_again()
    {
        var found = Enumerable.Range(1, Seeds).FirstOrDefault(seed => !IsSound(Run(seed, Buggy)));

        found.Should().BePositive($"one of {Seeds} seeds finds it");
        output.WriteLine($"seed {found} of {Seeds}");
        var (first, again) = (Run(found, Buggy), Run(found, Buggy));
        first.End.Should().Be(RunEnd.Stalled);
        first.Balance.Lost.Should().BePositive();
        again.Balance.Should().BeEquivalentTo(first.Balance);
        again.SimulatedSeconds.Should().Be(first.SimulatedSeconds);
        IsSound(Run(found, "")).Should().BeTrue("without the bug the same seed is sound");
        IsSound(Run(found, Buggy, isShuffled: false)).Should().BeTrue("first in, first out does not show the bug");
    }

    private static bool IsSound(RunResult result) =>
        result is { End: RunEnd.Finished, Balance.IsBalanced: true, DeadLetters: 0 };

    private static RunResult Run(int seed, string mailboxes, bool isShuffled = true)
    {
        var options = Options with { Seed = seed };
        var codec = new StubCodec(new StubOptions { EncodeMs = 250 }, new Seed((ulong)seed), options.Adapters.SnrsDb, 5,
            TimeProvider.System);
        var plan = new SimulationPlan(options, new ChannelRegistry(), codec, ["smile"]);
        return SimulationRun.RunInVirtualTime(
            plan, new SilentObserver(), isShuffled ? seed : 0, 1, CancellationToken.None, mailboxes);
    }

    /// <summary>
    /// The mailbox of a pool that forgets that a worker crashed where the answer of the other one is there at the same
    /// moment: the crashed worker's batch is never released.
    /// </summary>
    public sealed class ForgetfulMailbox(Settings settings, Config config)
        : MailboxType(settings, config), IProducesMessageQueue<UnboundedMessageQueue>
    {
        public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new Queue();

        private sealed class Queue : IMessageQueue, IUnboundedMessageQueueSemantics
        {
            private readonly LinkedList<Envelope> waiting = new();

            public bool HasMessages => waiting.Count > 0;

            public int Count => waiting.Count;

            public void Enqueue(IActorRef receiver, Envelope envelope) => waiting.AddLast(envelope);

            public bool TryDequeue(out Envelope envelope)
            {
                if (waiting.First is { Value.Message: BatchWorker.Crashed }
                    && waiting.Any(one => one.Message is BatchWorker.Worked)) waiting.RemoveFirst();
                envelope = waiting.First?.Value ?? default;
                if (waiting.First is null) return false;
                waiting.RemoveFirst();
                return true;
            }

            public void CleanUp(IActorRef owner, IMessageQueue deadletters)
            {
            }
        }
    }
}
