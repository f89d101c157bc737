using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EditableDeepSC.Host.Commands;

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

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eds-machines-");
    private readonly List<Process> processes = [];
    private readonly int port = FreePort();

    /// <summary>400 requests; seven workers, five of which are killed while requests are under way, and one that joins.</summary>
    [Fact]
    public async Task Kills_of_workers_lose_nothing_and_change_nothing()
    {
        var alone = Path.Combine(folder.FullName, "alone");
        (await CommandLine.RunAsync(["run", ScenarioFile(), "--out", alone], TextWriter.Null, TextWriter.Null)).Should().Be(0);
        var several = Path.Combine(folder.FullName, "several");
        var host = Start("run", ScenarioFile(), "--listen", $"127.0.0.1:{port}", "--wait-for", "7", "--out", several,
            "--set", """encoders.workers={"remote":7}""", "--set", """decoders.workers={"remote":7}""",
            "--set", "sampleSeconds=0.1", "--set", "stub.encodeMs=300");
        var workers = new Queue<Process>(Enumerable.Range(0, 7).Select(_ => Start("worker", "--join", $"127.0.0.1:{port}")));
        var (kills, metrics) = (0, Path.Combine(several, "metrics.csv"));
        Process? late = null;

        while (!host.HasExited)
        {
            // The next kill as soon as 30 more were delivered: in the middle of the work, whatever the machine is like.
            if (kills < 5 && Delivered(metrics) > 30 * (kills + 1))
            {
                late ??= Start("worker", "--join", $"127.0.0.1:{port}", "--patience", "5");
                workers.Dequeue().Kill();
                kills++;
            }
            await Task.WhenAny(host.WaitForExitAsync(), Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }

        host.ExitCode.Should().Be(0);
        kills.Should().Be(5);
        var (one, other) = (Summary(alone), Summary(several));
        other.GetProperty("fingerprint").GetString().Should().Be(one.GetProperty("fingerprint").GetString());
        other.GetProperty("balance").GetProperty("submitted").GetInt64().Should().Be(400);
        other.GetProperty("balance").GetProperty("lost").GetInt64().Should().Be(0);
        other.GetProperty("reasons").TryGetProperty("encoderCrashed", out _).Should().BeFalse();
        other.GetProperty("reasons").TryGetProperty("decoderCrashed", out _).Should().BeFalse();
        other.GetProperty("cluster").GetProperty("machines").GetArrayLength().Should().BeInRange(7, 8);
        foreach (var worker in workers.Append(late!)) await worker.WaitForExitAsync();
        workers.Select(worker => worker.ExitCode).Should().OnlyContain(code => code == 0, "the run is over");
        late!.ExitCode.Should().BeOneOf([0, ExitCode.Failed], "it may find that the run is over, and no host");
    }

    [Fact]
    public async Task A_host_without_its_workers_says_so()
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["run", ScenarioFile(), "--listen", $"127.0.0.1:{port}", "--wait-for", "2",
            "--wait-timeout", "0.5", "--out", Path.Combine(folder.FullName, "none")], TextWriter.Null, error);

        code.Should().Be(ExitCode.Failed);
        error.ToString().Should().Contain("0 of 2 worker processes are ready").And.Contain($"./eds worker --join 127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_worker_without_a_host_gives_up()
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(
            ["worker", "--join", $"127.0.0.1:{port}", "--patience", "1"], TextWriter.Null, error);

        code.Should().Be(ExitCode.Failed);
        error.ToString().Should().Contain($"there is no host at 127.0.0.1:{port}");
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
        var (ours, theirs) = (Path.Combine(folder.FullName, "ours"), Path.Combine(folder.FullName, "theirs"));
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

    public void Dispose()
    {
        foreach (var process in processes)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
        folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static JsonElement Summary(string run) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(run, "summary.json")));

    /// <summary>What the last complete line of metrics.csv says; 0 before there is one.</summary>
    private static long Delivered(string metrics)
    {
        if (!File.Exists(metrics)) return 0;
        using var file = new StreamReader(new FileStream(metrics, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = file.ReadToEnd().Split('\n');
        var column = Array.IndexOf(lines[0].Split(','), "delivered");
        return lines.Length > 2 ? long.Parse(lines[^2].Split(',')[column], System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    private string ScenarioFile()
    {
        var path = Path.Combine(folder.FullName, "scenario.json");
        if (!File.Exists(path)) File.WriteAllText(path, Scenario);
        return path;
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = false };
        foreach (var argument in arguments.Prepend(typeof(WorkerCommand).Assembly.Location)) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        processes.Add(process);
        return process;
    }
}
