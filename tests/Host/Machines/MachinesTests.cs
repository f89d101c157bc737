using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Host.Tests.Scenarios;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Tests.Machines;

/// <summary>Runs with worker processes on loopback: real processes of the program, killed for real.</summary>
public sealed class MachinesTests : IDisposable
{
    private const string Scenario = """
        { "name": "machines", "codec": "stub", "deterministic": true, "durationSeconds": 1e6,
          "stub": { "encodeMs": 100, "decodeMs": 30, "failChance": 0.01 },
          "users": [ { "count": 50, "arrivals": { "thinkSeconds": 0.05 }, "dialog": { "turns": 2, "conversations": 4 },
                       "link": { "channel": "rayleigh" } } ],
          "cell": { "symbolRateBaud": 1e8 },
          "encoders": { "batching": { "maxSize": 4, "maxDelayMs": 5 } },
          "decoders": { "batching": { "maxSize": 4, "maxDelayMs": 5 } } }
        """;

    private readonly Fleet fleet = new() { Longest = TimeSpan.FromMinutes(5) };

    /// <summary>400 requests; seven workers, five of which are killed while requests are under way, and one that joins.</summary>
    [Fact]
    public void Kills_of_workers_lose_nothing_and_change_nothing()
    {
        var alone = fleet.Run(Scenario, []);
        alone.Wait().Should().Be(0);
        var host = fleet.Host(Scenario, 7, null, "--set", "sampleSeconds=0.1", "--set", "stub.encodeMs=300");
        var workers = new Queue<Member>(Enumerable.Range(0, 7).Select(_ => fleet.Worker()));
        Member? late = null;

        for (var kills = 0; kills < 5; kills++)
        {
            // As soon as 30 more were delivered: in the middle of the work, whatever the machine is like.
            host.WaitFor(() => host.Delivered > 30 * (kills + 1)).Should().BeTrue(host.Said);
            late ??= fleet.Worker(null, "--patience", "5");
            workers.Dequeue().Kill();
        }

        host.Wait().Should().Be(0);
        var (one, other) = (alone.Summary, host.Summary);
        other.GetProperty("fingerprint").GetString().Should().Be(one.GetProperty("fingerprint").GetString());
        other.GetProperty("balance").GetProperty("submitted").GetInt64().Should().Be(400);
        other.GetProperty("balance").GetProperty("lost").GetInt64().Should().Be(0);
        other.GetProperty("reasons").TryGetProperty("encoderCrashed", out _).Should().BeFalse();
        other.GetProperty("reasons").TryGetProperty("decoderCrashed", out _).Should().BeFalse();
        other.GetProperty("cluster").GetProperty("machines").EnumerateArray().Select(one => one.GetProperty("name").GetString())
            .Distinct().Count().Should().BeInRange(7, 8, "one that starves for too long joins again");
        workers.Select(worker => worker.Wait()).Should().OnlyContain(code => code == 0, "the run is over");
        late!.Wait().Should().BeOneOf([0, ExitCode.Failed], "it may find that the run is over, and no host");
    }

    /// <summary>Of 400 requests about 1 in 100 throws whenever it is encoded: the same ones in one process and over two.</summary>
    [Fact]
    public void Items_that_throw_fail_alone_over_processes_as_in_one()
    {
        string[] poison = ["--set", "stub.throwChance=0.01", "--set", "stub.encodeMs=5", "--set", "stub.decodeMs=5"];
        var alone = fleet.Run(Scenario, poison);
        var host = fleet.Host(Scenario, 2, null, poison);
        Member[] workers = [fleet.Worker(), fleet.Worker()];

        alone.Wait().Should().Be(0);
        host.Wait().Should().Be(0);

        var crashed = Failures(host, "encoderCrashed");
        crashed.Should().HaveCountGreaterThan(1).And.Equal(Failures(alone, "encoderCrashed"));
        host.Summary.GetProperty("fingerprint").GetString().Should().Be(alone.Summary.GetProperty("fingerprint").GetString());
        host.Summary.GetProperty("balance").GetProperty("delivered").GetInt64()
            .Should().Be(400 - crashed.Length - Failures(host, "encodingFailed").Length, "the mates of a batch arrive");
        workers.Select(worker => worker.Wait()).Should().OnlyContain(code => code == 0);
    }

    /// <summary>
    /// With TLS, on an address that is not loopback where there is one: the host is killed, its worker gives up what it does
    /// and waits; another host of that address finishes its run with the same worker.
    /// </summary>
    [Fact]
    public void A_worker_forever_outlives_its_host_and_works_for_the_next()
    {
        using var secret = new Fleet { Longest = fleet.Longest, IsSecret = true, Address = $"{Fleet.OwnAddress}:{Fleet.FreePort()}" };
        var worker = secret.Worker(null, "--forever", "--threads", "2");
        var first = secret.Host(Scenario, 1, null, "--set", "sampleSeconds=0.1");
        first.WaitFor(() => first.Delivered > 20).Should().BeTrue(first.Said);
        first.Kill();
        worker.WaitFor(() => worker.HasSaid("is gone; waiting to join")).Should().BeTrue(worker.Said);

        var second = secret.Host(Scenario, 1, null, "--set", "stub.encodeMs=5", "--set", "stub.decodeMs=5");

        second.Wait().Should().Be(0);
        second.Summary.GetProperty("balance").GetProperty("lost").GetInt64().Should().Be(0);
        second.Summary.GetProperty("cluster").GetProperty("machines").EnumerateArray()
            .Select(one => one.GetProperty("name").GetString()).Distinct().Should().ContainSingle();
        worker.WaitFor(() => worker.HasSaid("the run is over; waiting to join")).Should().BeTrue(worker.Said);
        worker.Signal("INT");
        worker.Wait().Should().Be(ExitCode.Interrupted);
    }

    /// <summary>One host: workers that would compute something else are refused, and strangers change nothing.</summary>
    [Fact]
    public async Task Who_does_not_fit_is_told_why_and_strangers_are_counted()
    {
        var other = Directory.CreateDirectory(Path.Combine(fleet.Folder, "weights"));
        var manifest = await File.ReadAllTextAsync(Path.Combine(ShippedScenarioTests.Weights.FullName, WeightsManifest.FileName));
        await File.WriteAllTextAsync(Path.Combine(other.FullName, WeightsManifest.FileName),
            Regex.Replace(manifest, "\"sha256\": \"....", "\"sha256\": \"0000"));
        var host = fleet.Host(Scenario, 1, null, "--set", "codec=jecc",
            "--set", $"weights={ShippedScenarioTests.Weights}");
        var stranger = fleet.Worker(null, "--weights", other.FullName);
        var address = NodeAddress.Parse(fleet.Address)!;
        var ours = ClusterOptions.Card([]) with { Protocol = 9, Codecs = ["jecc"], Roles = ["encode"] };

        stranger.Wait().Should().Be(ExitCode.Failed);
        var (end, reason) = await WorkerProcess.RunAsync(
            new WorkerOptions(address, new NodeAddress("127.0.0.1", 0), ours), _ => throw new InvalidOperationException(),
            _ => { }, TimeProvider.System, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => SendNoise(address, i)));

        stranger.Said.Should().Contain("the host refused this worker").And.MatchRegex("at the host and 0000[0-9a-f]{8}");
        host.Said.Should().Contain("refused").And.MatchRegex("at the host and 0000[0-9a-f]{8}").And.Contain("speaks protocol 3 and the worker 9");
        (end, reason).Should().Be((WorkerEnd.Refused, "the host speaks protocol 3 and the worker 9"));
        using var status = new StringWriter();
        (await CommandLine.RunAsync(["cluster", "status", fleet.Address, "--json"], status, TextWriter.Null)).Should().Be(0);
        JsonSerializer.Deserialize<ClusterReport>(status.ToString(), JsonSerializerOptions.Web)!.Strangers
            .Should().BeGreaterThanOrEqualTo(30);
    }

    [Fact]
    public async Task A_host_without_its_workers_says_so()
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["run", ScenarioFile(), "--listen", fleet.Address, "--wait-for", "2",
            "--wait-timeout", "0.5", "--out", Path.Combine(fleet.Folder, "none")], TextWriter.Null, error);

        code.Should().Be(ExitCode.Failed);
        error.ToString().Should().Contain("0 of 2 worker processes are ready").And.Contain($"./eds worker --join {fleet.Address}");
    }

    [Fact]
    public async Task A_worker_without_a_host_gives_up()
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(
            ["worker", "--join", fleet.Address, "--patience", "1"], TextWriter.Null, error);

        code.Should().Be(ExitCode.Failed);
        error.ToString().Should().Contain($"there is no host at {fleet.Address}");
    }

    [Theory]
    [InlineData("run SCENARIO --listen nowhere", "give HOST:PORT")]
    [InlineData("run SCENARIO --listen 127.0.0.1:1 --clock virtual", "leave out --clock virtual")]
    [InlineData("run SCENARIO --listen 10.0.0.1:4053", "give --certificate and --authority")]
    [InlineData("run SCENARIO --wait-for 2", "give --listen HOST:PORT")]
    [InlineData("run SCENARIO --set encoders.workers={\"remote\":2}", "run it with --listen HOST:PORT")]
    [InlineData("run SCENARIO --set encoders.workers=0", "'encoders.workers' is 0")]
    [InlineData("run SCENARIO --set encoders.workers={\"far\":2}", "\"local\" and \"remote\"")]
    [InlineData("worker", "--join is missing")]
    [InlineData("worker --join 127.0.0.1:1 --roles cook", "there is no role 'cook'")]
    [InlineData("worker --join 127.0.0.1:1 --threads 0", "give 1 to 256")]
    [InlineData("worker --join 10.0.0.1:4053 --address 10.0.0.2:0", "give --certificate and --authority")]
    public async Task Mistakes_are_explained(string line, string remedy)
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(
            [.. line.Split(' ').Select(word => word == "SCENARIO" ? ScenarioFile() : word)], TextWriter.Null, error);

        code.Should().BeOneOf(ExitCode.Usage, ExitCode.BadScenario);
        error.ToString().Should().Contain(remedy);
    }

    [Fact]
    public async Task Trial_certificates_trust_each_other_and_no_others()
    {
        var (ours, theirs) = (Path.Combine(fleet.Folder, "ours"), Path.Combine(fleet.Folder, "theirs"));
        foreach (var made in new[] { ours, theirs })
            (await CommandLine.RunAsync(["worker", "certificate", "--out", made], TextWriter.Null, TextWriter.Null)).Should().Be(0);

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(ours, "host.pfx")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var error = new StringWriter();
        string[] mixed = ["worker", "--join", "10.0.0.1:4053", "--address", "10.0.0.2:0",
            "--certificate", Path.Combine(ours, "worker.pfx"), "--authority", Path.Combine(theirs, "authority.pem")];
        (await CommandLine.RunAsync(mixed, TextWriter.Null, error)).Should().Be(ExitCode.Usage);
        error.ToString().Should().Contain("does not come from");
    }

    public void Dispose() => fleet.Dispose();

    private static long[] Failures(Member run, string reason) => [.. run.Ends
        .Where(record => record.GetProperty("reason").GetString() == reason)
        .Select(record => record.GetProperty("id").GetInt64()).Order()];

    /// <summary>Words, random bytes or a frame of 2 GiB, until the host hangs up.</summary>
    private static async Task SendNoise(NodeAddress host, int kind)
    {
        var key = new PhiloxKey(new Seed((ulong)kind), StreamPurpose.Faults, default, default);
        byte[] noise = [.. Enumerable.Range(0, 500).Select(i => (byte)(256 * key.Uniform((uint)i)))];
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync((kind % 3) switch
        {
            0 => "GET / HTTP/1.1\r\n\r\n"u8.ToArray(),
            1 => [0xf4, 0x01, 0x00, 0x00, .. noise],
            _ => [0xff, 0xff, 0xff, 0x7f, .. noise],
        });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), TimeProvider.System);
        try
        {
            while (await stream.ReadAsync(noise, patience.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // reset
        }
    }

    private string ScenarioFile()
    {
        var path = Path.Combine(fleet.Folder, "scenario.json");
        if (!File.Exists(path)) File.WriteAllText(path, Scenario);
        return path;
    }
}
