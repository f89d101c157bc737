using System.Globalization;
using Akka.Actor;
using Akka.Configuration;

namespace EditableDeepSC.Benchmarks;

/// <summary>What messages and actors cost on the engine in use: medians over runs in one process.</summary>
internal static class ActorBenchmark
{
    private const int Runs = 7;

    private static readonly (string Name, string Unit, Func<ActorSystem, double> Measure)[] Rows =
    [
        ("two actors, ping-pong", "messages/s", system => MessageBenchmark.Measure(system, 1, 1, 2_000_000)),
        ("8 pairs, 100 in flight each", "messages/s", system => MessageBenchmark.Measure(system, 8, 100, 8_000_000)),
        ("actors created and started", "actors/s", system => IdleActorsBenchmark.Measure(system).CreatedPerSecond),
        ("managed memory of an idle actor", "bytes", system => IdleActorsBenchmark.Measure(system).BytesPerActor),
        .. StreamBenchmark.Rows,
    ];

    public static int Run()
    {
        Console.WriteLine(
            $"{typeof(ActorSystem).Assembly.GetName().Version} of Akka, {Environment.ProcessorCount} processors, "
            + $"median of {Runs} runs [least .. most]");
        foreach (var (name, unit, measure) in Rows)
        {
            var values = Enumerable.Range(0, Runs + 1).Select(_ => InNewSystem(measure)).Skip(1).Order().ToArray();
            Console.WriteLine(
                $"{name,-34}{Rounded(values[Runs / 2]),14} {unit} [{Rounded(values[0])} .. {Rounded(values[^1])}]");
        }

        return 0;
    }

    private static double InNewSystem(Func<ActorSystem, double> measure)
    {
        var system = ActorSystem.Create("bench", ConfigurationFactory.ParseString("akka.loglevel = WARNING"));
        try
        {
            return measure(system);
        }
        finally
        {
            system.Terminate().Wait();
        }
    }

    private static string Rounded(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
