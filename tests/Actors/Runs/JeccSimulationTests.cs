using System.Text.Json;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Actors.Tests.Runs;

/// <summary>The simulator with the learned codec and the shipped weights; few iterations, so that it is quick.</summary>
public sealed class JeccSimulationTests : IDisposable
{
    private static readonly JeccCodecOptions Short = new() { InversionIterations = 2, EditIterations = 2 };

    private static readonly DeviceProfile Device = new()
    {
        Batches = [new StepTimes(1, 1, 40, 20, 1, 20), new StepTimes(4, 2, 120, 60, 2, 60)],
    };

    private static readonly SimulationOptions Quick = new()
    {
        Deterministic = true,
        DurationSeconds = 1000,
        Users = [Group(3) with { Dialog = new DialogOptions { Turns = 2, Conversations = 1 } }],
        Encoders = Pool(1, 4),
        Decoders = Pool(1, 4),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("eds-jecc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_OtherBatchAndPoolSizes_HasTheSameFingerprint()
    {
        var first = await RunAsync(Quick);
        var second = await RunAsync(Quick with { Encoders = Pool(2, 1), Decoders = Pool(2, 3) });

        first.Statistics.Reasons.Concat(second.Statistics.Reasons).Should().BeEmpty();
        first.Balance.Should().BeEquivalentTo(new { Submitted = 6, Delivered = 6, IsBalanced = true });
        second.Statistics.Fingerprint.ToString().Should().Be(first.Statistics.Fingerprint.ToString());
    }

    [Fact]
    public async Task Run_Measuring_IsAStageOfItsOwn()
    {
        var stages = (await RunAsync(Quick with { Clock = ClockKind.Wall })).Statistics.Stages.All.ToDictionary(stage => stage.Stage, stage => stage.Seconds);

        stages["measure (no receiver does)"].Mean.Should().BePositive();
        stages["decode"].Mean.Should().BePositive();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_GoodLink_ArrivesAsItWasMeant(bool adapters)
    {
        var link = new LinkOptions
        {
            Snr = JsonSerializer.Deserialize<JsonElement>("""{"type": "constant", "snrDb": 18}"""),
        };

        var users = Group(3) with { Link = link, Dialog = new() { Conversations = 1 } };
        var result = await RunAsync(Quick with { Users = [users] }, Short with { Adapters = adapters });

        // Unrelated portraits are 0.5 apart.
        result.Statistics.All.LpipsP.Mean.Should().BeLessThan(0.05);
    }

    [Fact]
    public async Task Run_PartsLeftOut_SendsOtherSymbols()
    {
        JeccCodecOptions[] ablations = [Short, Short with { Adapters = false }, Short with { Start = JeccStart.Random },
            Short with { Iterative = false, EditIterations = 1 }, Short with { InversionIterations = 3 }];
        var fingerprints = new HashSet<string>();
        foreach (var options in ablations)
        {
            var result = await RunAsync(Quick with { Users = [Group(3) with { Dialog = new() { Conversations = 1 } }] }, options);
            result.Statistics.Reasons.Should().BeEmpty();
            result.Balance.Delivered.Should().Be(3);
            fingerprints.Add(result.Statistics.Fingerprint.ToString());
        }

        fingerprints.Should().HaveCount(ablations.Length);
    }

    [Fact]
    public async Task Run_Faults_ThreeSeedsBalanceAndPoolsRecover()
    {
        var restarts = 0;
        var reasons = new HashSet<EndReason>();
        for (var seed = 1; seed <= 3; seed++)
        {
            var result = await RunAsync(Quick with
            {
                Seed = seed,
                Deterministic = false,
                DurationSeconds = 1e7,
                Users = [Group(6) with { Dialog = new DialogOptions { Turns = 2, Conversations = 2 } }],
                Faults = new FaultOptions
                {
                    EncoderCrashBefore = 0.05,
                    EncoderCrashDuring = 0.1,
                    EncoderCrashAfter = 0.05,
                    DecoderCrashBefore = 0.05,
                    DecoderCrashDuring = 0.1,
                    DecoderCrashAfter = 0.05,
                    NotFinite = 0.1,
                    ExpiredDeadline = 0.1,
                },
            });
            result.Balance.IsBalanced.Should().BeTrue($"seed {seed}: {result.Balance}");
            result.Balance.Submitted.Should().Be(24, $"seed {seed}");
            result.Balance.Delivered.Should().BePositive($"seed {seed}");
            result.DeadLetters.Should().Be(0, $"seed {seed}");
            restarts += result.Encoders.Restarts + result.Decoders.Restarts;
            reasons.UnionWith(result.Statistics.Reasons.Keys);
        }
        restarts.Should().BeGreaterThan(3);
        reasons.Should().BeEquivalentTo([EndReason.DeadlinePassed, EndReason.EncoderCrashed, EndReason.DecoderCrashed,
            EndReason.NotFinite]);
    }

    [Fact]
    public async Task Run_FolderWithABrokenImage_FailsThatItemAlone()
    {
        var picture = new RgbImage(64, 64);
        picture.Pixels.Fill(128);
        ImageFile.Write(Path.Combine(_folder, "a.png"), picture);
        File.WriteAllText(Path.Combine(_folder, "b.png"), "no picture");
        ImageFile.Write(Path.Combine(_folder, "c.png"), picture);

        var result = await RunAsync(Quick with
        {
            Users = [Group(3) with { Images = _folder, Dialog = new DialogOptions { Conversations = 1 } }],
            Encoders = Pool(1, 3) with { Batching = new BatchingOptions { MaxSize = 3, MaxDelayMs = 60_000 } },
        });

        result.Balance.Should().BeEquivalentTo(new { Delivered = 2, Failed = 1, IsBalanced = true });
        result.Statistics.Reasons.Should().Equal(new Dictionary<EndReason, long> { [EndReason.EncodingFailed] = 1 });
        result.Encoders.Should().BeEquivalentTo(new { Restarts = 0, Batches = new { Batches = 1 } });
    }

    private static PoolOptions Pool(int workers, int batchSize) =>
        new() { Workers = workers, Batching = new BatchingOptions { MaxSize = batchSize, MaxDelayMs = 5 } };

    private static UserGroupOptions Group(int count) => new()
    {
        Count = count,
        Link = new LinkOptions
        {
            Channel = JsonSerializer.SerializeToElement("rayleigh"),
            Snr = JsonSerializer.Deserialize<JsonElement>("""{"type": "random-walk"}"""),
        },
    };

    private static Task<RunResult> RunAsync(SimulationOptions options, JeccCodecOptions? codec = null)
    {
        var adapters = options.Adapters;
        var plan = new SimulationPlan(options, new ChannelRegistry(), new JeccCodec(codec ?? Short, ShippedWeights.Folder,
            adapters.SnrsDb, adapters.BankSize, options.Deterministic, TimeProvider.System),
            ["make the bangs longer", "add glasses please", "add a full beard", "make her look older"], _ => Device);
        return SimulationRun.RunAsync(plan, TimeProvider.System, new SilentObserver(), CancellationToken.None);
    }
}
