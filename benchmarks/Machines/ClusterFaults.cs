using System.Diagnostics;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Tests.Machines;

namespace EditableDeepSC.Benchmarks.Machines;

/// <summary>What must not lose a request: items that throw, workers that are killed, workers that hang.</summary>
internal static class ClusterFaults
{
    private const int Workers = 3;
    private static readonly string[] FaultCounts = ["lost", "unexpected", "duplicated"];

    /// <summary>2,000 requests of the stub, of which this seed has 5 that throw whenever they are encoded.</summary>
    internal static int Poison()
    {
        const int Requests = 2000, Poisonous = 5;
        const string Poisoned = """
            { "name": "poison", "deterministic": true, "durationSeconds": 1e6, "seed": 4, "stub": { "throwChance": 0.0025 },
              "users": [ { "count": 2000, "dialog": { "conversations": 1 } } ],
              "cell": { "symbolRateBaud": 1e8, "queueLimit": 2000 },
              "encoders": { "batching": { "maxSize": 16, "maxDelayMs": 5, "queueLimit": 2000 } },
              "decoders": { "batching": { "maxSize": 16, "maxDelayMs": 5, "queueLimit": 2000 } } }
            """;
        using var fleet = new Fleet();
        var alone = fleet.Run(Poisoned, []);
        var isRight = alone.Wait() == 0;
        var several = fleet.Host(Poisoned, Workers);
        for (var i = 0; i < Workers; i++) fleet.Worker();
        isRight &= several.Wait() == 0;
        foreach (var run in new[] { alone, several })
        {
            var failed = Failures(run);
            isRight &= failed.Length == Poisonous && failed.SequenceEqual(Failures(alone)) && IsWhole(run, Requests, Requests - Poisonous);
            Console.WriteLine($"poison, {(run == alone ? "one process" : $"{Workers} worker processes")}: {Balance(run)}; failed: {string.Join(", ", failed)}; "
                + $"{Returned(run)} batches tried again; fingerprint {run.Summary.GetProperty("fingerprint")}");
        }
        return isRight ? 0 : 1;
    }

    /// <summary>
    /// Kills workers and starts others in their place. A kill comes when a seeded part of the requests was delivered, so that
    /// all fall into the work on any machine, and up to a second later, somewhere in a batch.
    /// </summary>
    internal static int Kills(string codec, int kills, int seed)
    {
        var requests = codec == "stub" ? 2000 : 100;
        double Chance(int kill, uint of) => new PhiloxKey(new Seed((ulong)seed), StreamPurpose.Faults, default, new TransmissionId(kill)).Uniform(of);
        double[] moments = [.. Enumerable.Range(0, kills).Select(kill => 0.95 * requests * Chance(kill, 0)).Order()];
        Environment.SetEnvironmentVariable("OMP_NUM_THREADS", "1"); // three processes share the cores
        using var fleet = new Fleet();
        var scenario = Scenario(codec, requests);
        var host = fleet.Host(scenario, Workers);
        List<Member> workers = [.. Enumerable.Range(0, Workers).Select(_ => fleet.Worker())];
        if (!host.WaitFor(() => host.Delivered > 0)) return Failed(host);
        var (killed, watch) = (0, Stopwatch.StartNew());
        for (; killed < kills; killed++)
        {
            if (!host.WaitFor(() => host.Delivered >= moments[killed])) break;
            var due = watch.Elapsed + TimeSpan.FromSeconds(Chance(killed, 1));
            if (!host.WaitFor(() => watch.Elapsed >= due && workers.Exists(worker => worker.HasSaid("joined")))) break;
            var joined = workers.FindAll(worker => worker.HasSaid("joined"));
            var victim = joined[(int)(joined.Count * Chance(killed, 2))];
            victim.Kill();
            workers.Remove(victim);
            workers.Add(fleet.Worker());
        }
        var lastKill = watch.Elapsed.TotalSeconds;
        var isRight = host.Wait() == 0 && killed == kills && IsWhole(host, requests, requests);
        Console.WriteLine($"kills, {codec}, seed {seed}: {killed} of {Workers} workers in {lastKill:F0} s, over after {watch.Elapsed.TotalSeconds:F0} s: {Balance(host)}; "
            + $"{Returned(host)} batches tried again, {Machines(host)} processes joined");
        return isRight ? 0 : Failed(host);
    }

    /// <summary>Stops one of three workers for 30 s, in which the others go on; then it joins again.</summary>
    internal static int Hang()
    {
        const int Requests = 2400;
        using var fleet = new Fleet();
        var host = fleet.Host(Scenario("stub", Requests), Workers);
        var workers = Enumerable.Range(0, Workers).Select(_ => fleet.Worker()).ToArray();
        if (!host.WaitFor(() => host.Delivered > 50)) return Failed(host);
        var (before, watch) = (host.Delivered, Stopwatch.StartNew());
        workers[0].Signal("STOP");
        host.WaitFor(() => watch.Elapsed.TotalSeconds >= 30);
        var after = host.Delivered;
        workers[0].Signal("CONT");
        var isRight = host.Wait() == 0 && after > before + 100 && IsWhole(host, Requests, Requests) && Machines(host) == Workers + 1
            && Array.TrueForAll(workers, worker => worker.Wait() == 0);
        Console.WriteLine($"hang: a worker stopped for 30 s, in which {after - before} were delivered: {Balance(host)}; {Returned(host)} batches tried again, "
            + $"{Machines(host)} joins of {Workers} processes");
        return isRight ? 0 : Failed(host);
    }

    /// <summary>Users who ask in small batches: the stub's last half a second, so that many are hit.</summary>
    internal static string Scenario(string codec, int requests, int encodeMs = 500) => $$"""
        { "name": "cluster", "codec": "{{codec}}", "deterministic": {{(codec == "stub" ? "true" : "false")}}, "durationSeconds": 1e6, "sampleSeconds": 0.1,
          "stub": { "encodeMs": {{encodeMs}}, "decodeMs": 300 },
          "users": [ { "count": {{requests / 4}}, "arrivals": { "thinkSeconds": 0.05 }, "dialog": { "turns": 2, "conversations": 2 },
                       "link": { "channel": "rayleigh" } } ],
          "cell": { "symbolRateBaud": 1e8, "queueLimit": 2000 },
          "encoders": { "attempts": 5, "deadlineSeconds": 300, "batching": { "maxSize": {{(codec == "stub" ? 4 : 2)}}, "maxDelayMs": 5, "queueLimit": 2000 } },
          "decoders": { "attempts": 5, "deadlineSeconds": 300, "batching": { "maxSize": 4, "maxDelayMs": 5, "queueLimit": 2000 } } }
        """;

    internal static int Failed(Member host)
    {
        Console.WriteLine(host.Said);
        return 1;
    }

    internal static bool IsWhole(Member host, int submitted, int delivered)
    {
        var balance = host.Summary.GetProperty("balance");
        return balance.GetProperty("submitted").GetInt64() == submitted && balance.GetProperty("delivered").GetInt64() == delivered
            && FaultCounts.All(count => balance.GetProperty(count).GetInt64() == 0);
    }

    internal static string Balance(Member host)
    {
        var balance = host.Summary.GetProperty("balance");
        return string.Join(", ", FaultCounts.Prepend("failed").Prepend("delivered").Prepend("submitted").Select(name => $"{balance.GetProperty(name)} {name}"));
    }

    internal static int Machines(Member host) => host.Summary.GetProperty("cluster").GetProperty("machines").GetArrayLength();

    internal static long Returned(Member host) => new[] { "encoders", "decoders" }.Sum(pool => host.Summary.GetProperty(pool).GetProperty("returned").GetInt64());

    private static long[] Failures(Member run) => [.. run.Ends.Where(record => record.GetProperty("kind").GetString() == "failed")
        .Select(record => record.GetProperty("id").GetInt64()).Order()];
}
