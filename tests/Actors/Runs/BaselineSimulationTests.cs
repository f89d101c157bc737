using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Actors.Tests.Runs;

/// <summary>The simulator with a baseline that sends many more symbols than the learned codec.</summary>
public sealed class BaselineSimulationTests : IDisposable
{
    private const double AirSeconds = 5_790 / 1e6;

    private static readonly DeviceProfile Device = new() { Batches = [new StepTimes(1, 1, 40, 20, 1, 20)] };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eds-baseline-");

    public BaselineSimulationTests()
    {
        foreach (var file in ShippedWeights.Folder.GetFiles("*.safetensors"))
            file.CopyTo(Path.Combine(folder.FullName, file.Name));
        using var fields = new AttributeFields(AttributeFields.Small);
        ModuleWeights.Save(fields, Path.Combine(folder.FullName, "talk2edit.safetensors"));
        WeightsManifest.Scan(folder.FullName).Save();
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(18, 0)]
    public async Task Run_JpegOverABadAndAGoodLink_TakesItsAirAndCountsOutages(double snrDb, int outages)
    {
        var first = await RunAsync(snrDb, batchSize: 4);
        var second = await RunAsync(snrDb, batchSize: 1);

        first.Balance.Should().BeEquivalentTo(new { Submitted = 4, Delivered = 4, IsBalanced = true });
        var quality = first.Statistics.All;
        (quality.InBits, quality.Outages).Should().Be((4, outages));
        var onAir = first.Statistics.Stages.All.Single(stage => stage.Stage == "on the air").Seconds;
        onAir.Mean.Should().BeApproximately(AirSeconds, 0.01 * AirSeconds);
        second.Statistics.Fingerprint.ToString().Should().Be(first.Statistics.Fingerprint.ToString());
    }

    /// <summary>The sentence asks for no edit, so that no picture is inverted: this is about air and accounts.</summary>
    private Task<RunResult> RunAsync(double snrDb, int batchSize)
    {
        var link = new LinkOptions
        {
            Snr = System.Text.Json.JsonSerializer.SerializeToElement(new { type = "constant", snrDb }),
        };
        var pool = new PoolOptions { Batching = new BatchingOptions { MaxSize = batchSize, MaxDelayMs = 5 } };
        var options = new SimulationOptions
        {
            Deterministic = true,
            DurationSeconds = 1000,
            Users = [new UserGroupOptions { Count = 2, Link = link, Dialog = new() { Turns = 2, Conversations = 1 } }],
            Encoders = pool,
            Decoders = pool,
        };
        var codec = new BaselineCodec(BaselineScheme.Find("jpeg-ldpc+talk2edit")!, new(), folder,
            options.Adapters.SnrsDb, 5, TimeProvider.System);
        var plan = new SimulationPlan(options, new ChannelRegistry(), codec, ["that is all, thank you"], _ => Device);
        return SimulationRun.RunAsync(plan, TimeProvider.System, new SilentObserver(), CancellationToken.None);
    }
}
