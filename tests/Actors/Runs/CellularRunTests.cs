using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Tests.Runs;

/// <summary>Twenty users who walk to and fro between two cells, in virtual time with the stub codec.</summary>
public class CellularRunTests
{
    private static readonly SimulationOptions Walk = new()
    {
        DurationSeconds = 300,
        Cells = [new() { SymbolRateBaud = 20_000 }, new() { XMetres = 600, SymbolRateBaud = 40_000 }],
        Users =
        [
            new()
            {
                Count = 20,
                UsersPerActor = 7,
                Arrivals = new() { ThinkSeconds = 2 },
                Mobility = new()
                {
                    Kind = MobilityKind.Line,
                    FromXMetres = 0,
                    FromYMetres = 10,
                    ToXMetres = 600,
                    ToYMetres = 10,
                    SpeedMetresPerSecond = 15,
                },
            },
        ],
    };

    [Fact]
    public async Task Run_TwoCells_ServesEachUserByOneAndCountsHandovers()
    {
        var (result, records) = await RunAsync(Walk);

        result.Balance.IsBalanced.Should().BeTrue();
        result.DeadLetters.Should().Be(0);
        var cells = result.Statistics.Cells;
        cells.Sum(cell => cell.Requests).Should().Be(result.Statistics.Requests).And.BeGreaterThan(1000);
        cells.Should().OnlyContain(cell => cell.Requests > 400 && cell.Handovers > 20);
        var symbols = 256 / 1000.0;
        cells[0].AirSeconds.Should().BeApproximately(cells[0].Count(OutcomeKind.Delivered) * symbols / 20, 1e-6);
        cells[1].AirSeconds.Should().BeApproximately(cells[1].Count(OutcomeKind.Delivered) * symbols / 40, 1e-6);

        // A handover is where a user's request goes to another cell than the one before.
        var changes = records.GroupBy(record => record.User).Sum(user => Changes([.. user.OrderBy(record => record.Id)]));
        result.Statistics.Groups[0].Handovers.Should().Be(changes);
        records.Count(record => record.CellChange == CellChange.PingPong).Should().Be((int)cells.Sum(cell => cell.PingPongs));
    }

    [Fact]
    public async Task Run_MoreHysteresis_HasFewerHandoversAndLessSnr()
    {
        async Task<(long Handovers, double SnrDb)> With(double hysteresisDb)
        {
            var (result, records) = await RunAsync(Walk with { Handover = new() { HysteresisDb = hysteresisDb } });
            return (result.Statistics.Groups[0].Handovers, records.Average(record => record.SnrDb!.Value));
        }

        var (none, some, much) = (await With(0), await With(6), await With(15));

        none.Handovers.Should().BeGreaterThan(some.Handovers);
        some.Handovers.Should().BeGreaterThan(much.Handovers);
        none.SnrDb.Should().BeGreaterThan(some.SnrDb);
        some.SnrDb.Should().BeGreaterThan(much.SnrDb);
    }

    [Fact]
    public async Task Run_Interruption_LetsFramesWait()
    {
        var (_, records) = await RunAsync(Walk with { Handover = new() { InterruptionMs = 5000 } });

        var handovers = records.Where(record => record.CellChange != CellChange.None).ToList();
        handovers.Should().HaveCountGreaterThan(20).And.OnlyContain(record => record.LatencySeconds >= 5);
        records.Should().Contain(record => record.LatencySeconds < 1);
    }

    [Fact]
    public async Task Run_Again_IsTheSameRun()
    {
        var (first, second) = (await RunAsync(Walk), await RunAsync(Walk));

        second.Result.Statistics.Fingerprint.ToString().Should().Be(first.Result.Statistics.Fingerprint.ToString());
        second.Records.Select(Seen).Should().Equal(first.Records.Select(Seen));

        static (long, int, CellChange, double) Seen(TransmissionRecord record) =>
            (record.Id, record.Cell, record.CellChange, record.EndedSeconds);
    }

    private static int Changes(TransmissionRecord[] user) =>
        user.Zip(user.Skip(1)).Count(pair => pair.First.Cell != pair.Second.Cell);

    private static async Task<(RunResult Result, List<TransmissionRecord> Records)> RunAsync(SimulationOptions options)
    {
        var codec = new StubCodec(new StubOptions(), new Seed(1), options.Adapters.SnrsDb, 5, TimeProvider.System);
        var records = new List<TransmissionRecord>();
        var result = await SimulationRun.RunAsync(new SimulationPlan(options, new ChannelRegistry(), codec, ["smile"]),
            TimeProvider.System, new Keeper(records), CancellationToken.None);
        return (result, records);
    }

    private sealed class Keeper(List<TransmissionRecord> records) : IRunObserver
    {
        public void Submitted(double timeSeconds, TransmissionId id)
        {
        }

        public void Reached(double timeSeconds, TransmissionId id, Stage stage)
        {
        }

        public void Ended(TransmissionRecord record) => records.Add(record);

        public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
        {
        }

        public void Sampled(RunSnapshot snapshot)
        {
        }
    }
}
