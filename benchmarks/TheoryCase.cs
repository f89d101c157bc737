using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// Poisson arrivals at the encoders, with all else too fast to matter: a queue whose mean wait is known in closed form.
/// </summary>
/// <param name="Name">As queueing theory calls it.</param>
/// <param name="RatePerSecond">Arrivals, lambda.</param>
/// <param name="Workers">Servers, c.</param>
/// <param name="BatchSize">Most requests that are served at once, b; a server takes what is there.</param>
/// <param name="Kind">How the times are distributed; their mean is <see cref="ServiceSeconds"/>.</param>
/// <param name="WaitSeconds">The mean wait in closed form.</param>
internal sealed record TheoryCase(
    string Name, double RatePerSecond, int Workers, int BatchSize, TimeKind Kind, double WaitSeconds)
{
    private const double ServiceSeconds = 0.1, Rate = 1 / ServiceSeconds;
    private const int Batches = 20;

    /// <summary>All at half of what the servers can do, M/M/3 at seven tenths, where enough requests wait.</summary>
    public static IReadOnlyList<TheoryCase> All { get; } =
    [
        new("M/M/1", 5, 1, 1, TimeKind.Exponential, WaitOfMMc(5, Rate, 1)),
        new("M/D/1", 5, 1, 1, TimeKind.Fixed, WaitOfMD1(5, Rate)),
        new("M/M/3", 21, 3, 1, TimeKind.Exponential, WaitOfMMc(21, Rate, 3)),
        new("M/M[1,4]/1", 20, 1, 4, TimeKind.Exponential, WaitOfBatches(20, Rate, 4)),
    ];

    /// <summary>Pollaczek and Khinchine: rho / (2 mu (1 - rho)).</summary>
    public static double WaitOfMD1(double lambda, double mu) => lambda / mu / (2 * mu * (1 - lambda / mu));

    /// <summary>Erlang's C, the chance to wait, over c mu - lambda.</summary>
    public static double WaitOfMMc(double lambda, double mu, int servers)
    {
        var offered = lambda / mu;
        var (term, sum) = (1.0, 0.0);       // offered^k / k!
        for (var k = 0; k < servers; k++)
        {
            sum += term;
            term *= offered / (k + 1);
        }
        var last = term / (1 - offered / servers);
        return last / (sum + last) / (servers * mu - lambda);
    }

    /// <summary>
    /// Bailey's bulk queue with exponential service: while the server works, the number that waits is geometric with the
    /// root r of mu r^(b+1) - (lambda + mu) r + lambda = 0 within (0, 1), so the mean wait is A r / (lambda (1 - r)^2)
    /// with 1 / A = 1 / (1 - r) + mu / lambda (the server idles for mu A / lambda of the time).
    /// </summary>
    public static double WaitOfBatches(double lambda, double mu, int most)
    {
        var (low, high) = (0.0, 1 - 1e-9);  // the other root of this interval's end is 1 itself
        for (var i = 0; i < 100; i++)
        {
            var r = (low + high) / 2;
            if (mu * Math.Pow(r, most + 1) - (lambda + mu) * r + lambda > 0) low = r;
            else high = r;
        }
        var a = 1 / (1 / (1 - low) + mu / lambda);
        return a * low / (lambda * (1 - low) * (1 - low));
    }

    /// <summary>The mean wait of about n requests, less the first twentieth, by the means of 20 batches.</summary>
    public async Task<MeanInterval> MeasureAsync(int requests)
    {
        var pool = new PoolOptions { Batching = new() { MaxSize = BatchSize, MaxDelayMs = 0, QueueLimit = 1_000_000 } };
        var options = new SimulationOptions
        {
            DurationSeconds = requests / RatePerSecond,
            SampleSeconds = 1000,
            Users =
            [
                new UserGroupOptions
                {
                    Count = 100,
                    UsersPerActor = 100,
                    Arrivals = new() { Kind = ArrivalKind.Poisson, RatePerSecond = RatePerSecond },
                },
            ],
            Encoders = pool with { Workers = Workers },
            Decoders = pool,
            Cell = new CellOptions { SymbolRateBaud = 1e9 },
        };
        var stub = new StubOptions { EncodeMs = 1000 * ServiceSeconds, TimeKind = Kind };
        var codec = new StubCodec(stub, new Seed(1), options.Adapters.SnrsDb, 5, TimeProvider.System);
        var waits = new Waits();
        var result = await SimulationRun.RunAsync(new SimulationPlan(options, new ChannelRegistry(), codec, ["smile"]),
            TimeProvider.System, waits, CancellationToken.None).ConfigureAwait(false);
        if (!result.Balance.IsBalanced || result.Balance.Rejected > 0)
            throw new InvalidOperationException($"{Name}: {result.Balance}");
        var steady = waits.Seconds.Skip(waits.Seconds.Count / 20).ToArray();
        return MeanInterval.Of(steady.Chunk(steady.Length / Batches).Take(Batches).Select(batch => batch.Average()));
    }

    /// <summary>How long each request waited for an encoder.</summary>
    private sealed class Waits : IRunObserver
    {
        public List<double> Seconds { get; } = [];

        public void Submitted(double timeSeconds, TransmissionId id)
        {
        }

        public void Reached(double timeSeconds, TransmissionId id, Stage stage)
        {
        }

        public void Ended(TransmissionRecord record) => Seconds.Add(record.Times.EncodeWaitSeconds);

        public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
        {
        }

        public void Sampled(RunSnapshot snapshot)
        {
        }
    }
}
