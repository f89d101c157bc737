using BenchmarkDotNet.Attributes;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// One thread: Gaussian numbers (time for each of 65,536), transmissions of 512 complex symbols, decisions of and
/// about cells.
/// </summary>
[MemoryDiagnoser]
public class LinkBenchmark
{
    private const int Samples = 65_536;
    private const int Symbols = 512;
    private const int CellUsers = 1000;
    private static readonly PhiloxKey Key = new(new Seed(1), StreamPurpose.Noise, new UserId(2), new TransmissionId(3));

    private readonly float[] samples = new float[Samples];
    private readonly float[] real = new float[Symbols];
    private readonly float[] imaginary = new float[Symbols];
    private readonly float[] receivedReal = new float[Symbols];
    private readonly float[] receivedImaginary = new float[Symbols];
    private readonly float[] variance = new float[Symbols];
    private readonly Realisation realisation = new();
    private readonly Link rayleigh = LinkOver(new RayleighChannel(new RayleighOptions()));
    private readonly Link jakes = LinkOver(new JakesChannel(new JakesOptions()));
    private readonly Link echoes = LinkOver(new FrequencySelectiveChannel(new FrequencySelectiveOptions()));
    private readonly RayleighChannel fading = new(new RayleighOptions());
    private readonly Cell fifo = FullCell(SchedulerKind.Fifo);
    private readonly Cell proportionalFair = FullCell(SchedulerKind.ProportionalFair);
    private readonly ServingCells sevenCells = SevenCells();
    private long transmission;

    public LinkBenchmark() => real.AsSpan().Fill(1);

    private ComplexSpan Received => new(receivedReal, receivedImaginary);

    [Benchmark(OperationsPerInvoke = Samples, Description = "Gaussian number")]
    public void Gaussian() => GaussianSamples.Fill(Key, samples);

    [Benchmark(Description = "512 symbols, Rayleigh: draw and apply")]
    public MeasuredSnr DrawAndApply()
    {
        realisation.Draw(fading, NextUse());
        return realisation.Apply(new ComplexSpan(real, imaginary), Received);
    }

    [Benchmark(Description = "512 symbols, Rayleigh, MMSE")]
    public LinkReport Rayleigh() => Send(rayleigh);

    [Benchmark(Description = "512 symbols, Jakes, MMSE")]
    public LinkReport Jakes() => Send(jakes);

    [Benchmark(Description = "512 symbols, 4 taps, MMSE")]
    public LinkReport Echoes() => Send(echoes);

    [Benchmark(Description = "cell of 1000 waiting users, fifo")]
    public CellGrant Fifo() => Decide(fifo);

    [Benchmark(Description = "cell of 1000 waiting users, proportional fair")]
    public CellGrant ProportionalFair() => Decide(proportionalFair);

    [Benchmark(Description = "choice of one of 7 cells for a moving user")]
    public CellChoice Choose() => sevenCells.Choose(new UserId((int)(transmission++ % CellUsers)), transmission);

    private static ServingCells SevenCells()
    {
        CellSiteOptions[] sites = [.. Enumerable.Range(0, 7).Select(cell => new CellSiteOptions { XMetres = 500 * cell })];
        var map = new CellMap(sites, new(), new() { Kind = MobilityKind.RandomWaypoint, ToXMetres = 3500 });
        return new ServingCells(map, new(), new Seed(1), default, CellUsers);
    }

    private static Link LinkOver(IChannel channel) => new(channel, new ReceiverOptions());

    private static Cell FullCell(SchedulerKind scheduler)
    {
        var cell = new Cell(new CellOptions { Scheduler = scheduler });
        for (var user = 0; user < CellUsers; user++)
            cell.TryEnqueue(new CellRequest(new UserId(user), new TransmissionId(user), Symbols, user % 25), 0);
        return cell;
    }

    private ChannelUse NextUse() =>
        new(new Seed(1), new UserId(2), new TransmissionId(transmission++), Symbols, 10) { TimeSeconds = transmission };

    private LinkReport Send(Link link) => link.Send(NextUse(), new ComplexSpan(real, imaginary), Received, variance);

    /// <summary>One decision, and the served user asks again.</summary>
    private CellGrant Decide(Cell cell)
    {
        cell.TryStart(cell.FreeAtSeconds, out var grant);
        var again = grant.Request with { Transmission = new TransmissionId(CellUsers + transmission++) };
        cell.TryEnqueue(again, cell.FreeAtSeconds);
        return grant;
    }
}
