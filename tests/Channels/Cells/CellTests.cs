using CsCheck;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests.Cells;

public class CellTests
{
    /// <summary>User, symbols, pause since the arrival before in s, and SNR in dB.</summary>
    private static readonly Gen<(int, int, double, double)> Arrival =
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 900], Gen.Double[0, 0.5], Gen.Double[-10, 20]);

    [Fact]
    public void Transmission_holds_the_air_for_its_symbols_over_the_rate()
    {
        var cell = Open(SchedulerKind.Fifo);
        Enqueue(cell, user: 1, transmission: 0, now: 2, symbols: 500);
        Enqueue(cell, user: 2, transmission: 1, now: 2.1, symbols: 1000);

        cell.TryStart(2.1, out var first).Should().BeTrue();
        cell.TryStart(2.4, out _).Should().BeFalse("the air is held until 2.5 s");
        cell.TryStart(2.5, out var second).Should().BeTrue();

        (first.StartSeconds, first.EndSeconds, first.WaitedSeconds).Should().Be((2, 2.5, 0));
        (second.StartSeconds, second.EndSeconds, second.AirSeconds).Should().Be((2.5, 3.5, 1));
    }

    [Fact]
    public void Caller_who_comes_late_costs_no_air()
    {
        var cell = Open(SchedulerKind.Fifo);
        for (var t = 0; t < 3; t++) Enqueue(cell, user: 1, transmission: t, now: 0, symbols: 100);

        for (var t = 0; t < 3; t++)
        {
            cell.TryStart(10, out var grant).Should().BeTrue();
            grant.StartSeconds.Should().BeApproximately(t * 0.1, 1e-9);
        }
    }

    [Fact]
    public void Fifo_serves_in_order_of_arrival() =>
        Order(SchedulerKind.Fifo, [1, 1, 2, 3, 1]).Should().Equal(1, 1, 2, 3, 1);

    [Fact]
    public void Round_robin_gives_each_user_one_at_a_time() =>
        Order(SchedulerKind.RoundRobin, [1, 1, 1, 2, 3, 2]).Should().Equal(1, 2, 3, 1, 2, 1);

    [Theory]
    [InlineData(SchedulerKind.Fifo)]
    [InlineData(SchedulerKind.RoundRobin)]
    [InlineData(SchedulerKind.ProportionalFair)]
    public void Withdrawn_transmission_is_never_served(SchedulerKind kind)
    {
        var cell = Open(kind);
        for (var t = 0; t < 5; t++) Enqueue(cell, user: t < 3 ? 1 : 2, transmission: t, now: 0);

        cell.Withdraw(new TransmissionId(0)).Should().BeTrue();
        cell.Withdraw(new TransmissionId(4)).Should().BeTrue();
        cell.Withdraw(new TransmissionId(4)).Should().BeFalse();

        Drain(cell).Select(grant => grant.Request.Transmission.Value).Should().BeEquivalentTo([1, 2, 3]);
        cell.WaitingCount.Should().Be(0);
    }

    [Fact]
    public void Full_queue_refuses_and_bad_calls_throw()
    {
        var cell = new Cell(new CellOptions { QueueLimit = 1 });
        cell.TryEnqueue(new CellRequest(new UserId(1), new TransmissionId(1), 10, 0), 5).Should().BeTrue();

        cell.TryEnqueue(new CellRequest(new UserId(1), new TransmissionId(2), 10, 0), 5).Should().BeFalse();
        FluentActions.Invoking(() => cell.TryStart(4, out _)).Should().Throw<ArgumentOutOfRangeException>();
        var open = Open(SchedulerKind.Fifo);
        Enqueue(open, 1, 1, 0);
        FluentActions.Invoking(() => Enqueue(open, 1, 1, 0)).Should().Throw<InvalidOperationException>();
    }

    /// <summary>Any arrivals: the air never holds two, every transmission is served once, and the sums agree.</summary>
    [Fact]
    public void Air_time_is_conserved_whatever_arrives() =>
        Gen.Select(Gen.Enum<SchedulerKind>(), Arrival.Array[1, 60]).Sample((kind, arrivals) =>
            {
                var cell = Open(kind);
                var grants = new List<CellGrant>();
                var now = 0.0;
                foreach (var (index, (user, symbols, pause, snrDb)) in arrivals.Index())
                {
                    now += pause;
                    while (cell.TryStart(now, out var grant)) grants.Add(grant);
                    cell.TryEnqueue(new CellRequest(new UserId(user), new TransmissionId(index), symbols, snrDb), now);
                }
                grants.AddRange(Drain(cell, now));

                grants.Select(grant => grant.Request.Transmission.Value).Should().BeEquivalentTo(
                    Enumerable.Range(0, arrivals.Length).Select(i => (long)i));
                grants.Zip(grants.Skip(1), (one, next) => next.StartSeconds - one.EndSeconds)
                    .Should().NotContain(gap => gap < 0);
                grants.Should().OnlyContain(grant => grant.WaitedSeconds >= 0);
                grants.Sum(grant => grant.AirSeconds)
                    .Should().BeApproximately(arrivals.Sum(arrival => arrival.Item2) / 1000.0, 1e-9);
            }, iter: 100);

    internal static Cell Open(SchedulerKind kind, double fairnessSeconds = 1) =>
        new(new CellOptions { SymbolRateBaud = 1000, Scheduler = kind, FairnessSeconds = fairnessSeconds });

    internal static void Enqueue(
        Cell cell, int user, long transmission, double now, int symbols = 100, double snrDb = 10) =>
        cell.TryEnqueue(new CellRequest(new UserId(user), new TransmissionId(transmission), symbols, snrDb), now)
            .Should().BeTrue();

    private static IEnumerable<int> Order(SchedulerKind kind, int[] users)
    {
        var cell = Open(kind);
        foreach (var (index, user) in users.Index()) Enqueue(cell, user, index, now: 0);
        return Drain(cell).Select(grant => grant.Request.User.Value);
    }

    private static List<CellGrant> Drain(Cell cell, double now = 0)
    {
        var grants = new List<CellGrant>();
        while (true)
        {
            now = Math.Max(now, cell.FreeAtSeconds);
            if (!cell.TryStart(now, out var grant)) return grants;
            grants.Add(grant);
        }
    }
}
