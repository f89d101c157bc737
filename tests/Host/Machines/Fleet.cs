using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Tests.Machines;

/// <summary>A host and workers as processes of the program; whatever is started is killed at the end.</summary>
internal sealed class Fleet : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eds-fleet-");
    private readonly List<Member> members = [];
    private int runs;

    public Fleet() => AppDomain.CurrentDomain.ProcessExit += Kill; // also where this process is told to end

    public string Folder => folder.FullName;

    public string Address { get; init; } = $"127.0.0.1:{FreePort()}";

    /// <summary>After which a process is taken to hang.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether host and workers use TLS, with certificates made for a try.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Starts a run of a scenario, as JSON; its folder is <see cref="Member.Run"/>.</summary>
    public Member Run(string scenario, string[] options, string[]? place = null)
    {
        var run = Path.Combine(Folder, $"run-{runs++}");
        File.WriteAllText($"{run}.json", scenario);
        var member = Start(place ?? [], ["run", $"{run}.json", "--out", run, .. options]);
        member.Run = run;
        return member;
    }

    /// <summary>Starts a run that waits for workers and leaves all batches to them.</summary>
    public Member Host(string scenario, int workers, string[]? place = null, params string[] options) => Run(scenario,
        ["--listen", Address, "--wait-for", $"{workers}", "--wait-timeout", "1800", "--set", $$"""encoders.workers={"remote":{{workers}}}""",
            "--set", $$"""decoders.workers={"remote":{{workers}}}""", .. Certificates("host"), .. options], place);

    /// <summary>Starts a worker, which waits for its host for half an hour where nothing else is said.</summary>
    public Member Worker(string[]? place = null, params string[] options) => Start(place ?? [],
        ["worker", "--join", Address, "--devices", "cpu", .. Certificates("worker"), .. options,
            .. options.Contains("--patience") ? Array.Empty<string>() : ["--patience", "1800"]]);

    public string KeyFile(string name)
    {
        var keys = Path.Combine(Folder, "keys");
        if (!Directory.Exists(keys)) Start([], "worker", "certificate", "--out", keys).Wait();
        return Path.Combine(keys, name);
    }

    /// <summary>Starts the program, behind words such as "ip netns exec NAME".</summary>
    public Member Start(string[] place, params string[] arguments)
    {
        var member = new Member([.. place, "dotnet", typeof(ScenarioFile).Assembly.Location, .. arguments], Longest);
        members.Add(member);
        return member;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        foreach (var member in members) member.Dispose();
        folder.Delete(recursive: true);
    }

    private void Kill(object? sender, EventArgs ending)
    {
        foreach (var member in members.Where(member => !member.IsOver)) member.Kill();
    }

    private string[] Certificates(string name) => IsSecret
        ? ["--certificate", KeyFile($"{name}.pfx"), "--authority", KeyFile("authority.pem")] : [];

    /// <summary>An address of this machine that is not loopback, where it has one.</summary>
    public static IPAddress OwnAddress => NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.OperationalStatus == OperationalStatus.Up)
        .SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address)
        .FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one), IPAddress.Loopback);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A process of the program, and what it has said.</summary>
internal sealed class Member : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private readonly TimeSpan longest;

    /// <param name="words">Its command line.</param>
    /// <param name="longest">After which waiting for it throws.</param>
    public Member(string[] words, TimeSpan longest)
    {
        this.longest = longest;
        process = new Process
        {
            StartInfo = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The folder of a run.</summary>
    public string Run { get; set; } = "";

    public int Id => process.Id;

    public bool IsOver => process.HasExited;

    public int ExitCode => process.ExitCode;

    public string Said => string.Join('\n', said);

    public bool HasSaid(string text) => Said.Contains(text, StringComparison.Ordinal);

    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public double ResidentMiB
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>What summary.json says.</summary>
    public JsonElement Summary =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Run, "summary.json")));

    /// <summary>The ends of all transmissions in events.jsonl.</summary>
    public IEnumerable<JsonElement> Ends => File.ReadLines(Path.Combine(Run, "events.jsonl"))
        .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
        .Where(line => line.TryGetProperty("record", out var record) && record.ValueKind == JsonValueKind.Object)
        .Select(line => line.GetProperty("record"));

    /// <summary>Time, s, and what was delivered by then: the complete lines of metrics.csv.</summary>
    public IReadOnlyList<(double Seconds, long Delivered)> Samples()
    {
        var path = Path.Combine(Run, "metrics.csv");
        if (!File.Exists(path)) return [];
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. file.ReadToEnd().Split('\n').Skip(1).SkipLast(1).Select(line => line.Split(',')).Select(cells =>
            (double.Parse(cells[0], CultureInfo.InvariantCulture), long.Parse(cells[2], CultureInfo.InvariantCulture)))];
    }

    public long Delivered => Samples() is [.., var last] ? last.Delivered : 0;

    public void Kill() => process.Kill();

    /// <summary>Sends a signal, such as STOP.</summary>
    public void Signal(string name) => SystemCommand.Do("kill", $"-{name}", $"{Id}");

    /// <summary>Waits for something; false where the process ended before, and an exception where it lasts too long.</summary>
    public bool WaitFor(Func<bool> isThere)
    {
        for (var watch = Stopwatch.StartNew(); !isThere(); Thread.Sleep(50))
        {
            if (IsOver) return false;
            if (watch.Elapsed > longest) throw new TimeoutException($"Nothing came in {longest}:\n{Said}");
        }
        return true;
    }

    /// <summary>Waits for the end: the exit code.</summary>
    public int Wait()
    {
        if (!process.WaitForExit(longest)) throw new TimeoutException($"It did not end in {longest}:\n{Said}");
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}

/// <summary>Commands of the system.</summary>
internal static class SystemCommand
{
    /// <summary>Runs a command and returns what it printed; one that fails throws.</summary>
    public static string Do(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true })!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"'{string.Join(' ', words)}' failed.");
    }
}
