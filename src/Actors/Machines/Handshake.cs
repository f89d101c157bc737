using System.Net;
using Akka.Actor;

namespace EditableDeepSC.Actors.Machines;

/// <summary>What the processes of a run must agree on, and what a worker's process offers.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Weights">SHA-256 of files by their names: the host's that its codec reads, a worker's all that it has.</param>
/// <param name="Numerics">What decides the last bits of a result, such as "TorchSharp 0.107.0, AVX2".</param>
public sealed record ProcessCard(string Version, IReadOnlyDictionary<string, string> Weights, string Numerics)
{
    /// <summary>Of the messages between processes; raised with each change of their form.</summary>
    public const int CurrentProtocol = 3;

    public int Protocol { get; init; } = CurrentProtocol;

    /// <summary>The codec that a host asks for, or those that a worker has.</summary>
    public IReadOnlyList<string> Codecs { get; init; } = [];

    /// <summary>What a worker does: encode, decode.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Workers of each role.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How a process is called in reports: its machine and number.</summary>
    public string Name { get; init; } = "";

    /// <summary>What keeps a worker from a run, in sentences; empty where nothing does.</summary>
    /// <param name="worker">What the worker is.</param>
    /// <param name="isExact">Whether results must be equal to the last bit.</param>
    public IReadOnlyList<string> DifferencesOf(ProcessCard worker, bool isExact)
    {
        List<string> found = [];
        if (worker.Protocol != Protocol)
            return [$"the host speaks protocol {Protocol} and the worker {worker.Protocol}"];
        if (worker.Version != Version) found.Add($"the host is version {Version} and the worker {worker.Version}");
        foreach (var codec in Codecs.Except(worker.Codecs)) found.Add($"the worker does not have the codec {codec}");
        foreach (var (file, hash) in Weights)
        {
            if (!worker.Weights.TryGetValue(file, out var other)) found.Add($"the worker does not have {file}");
            else if (other != hash) found.Add($"{file} has SHA-256 {hash[..12]}... at the host and {other[..12]}... at the worker");
        }
        if (isExact && worker.Numerics != Numerics)
            found.Add($"\"deterministic\" needs equal arithmetic, and the host has {Numerics}, the worker {worker.Numerics}");
        return found;
    }
}

/// <summary>A process asks to work.</summary>
internal sealed record Hello(ProcessCard Card);

/// <summary>It may not, and why.</summary>
internal sealed record Refused(string Reason);

/// <summary>It may: with the codec of this description. Its workers apply to the sender.</summary>
internal sealed record Welcome(string Codec, bool IsHalf);

/// <summary>A process cannot do what it was asked for, and why.</summary>
internal sealed record Sorry(string Reason);

/// <summary>The run is over; another one of the same host may follow.</summary>
internal sealed record Goodbye(bool IsMoreToCome);

/// <summary>Sent to measure a round trip, and sent back.</summary>
internal sealed record Ping(long Timestamp);

/// <summary>Answered with <see cref="Status"/>.</summary>
internal sealed record AskStatus;

/// <summary>How a host stands, as JSON.</summary>
internal sealed record Status(string Json);

/// <summary>A host or worker as one node of a cluster.</summary>
/// <param name="Host">Its address as others reach it.</param>
/// <param name="Port">Its port; 0 takes a free one.</param>
public sealed record NodeAddress(string Host, int Port)
{
    /// <summary>Whether nothing but this machine can reach it.</summary>
    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>Of HOST:PORT; null where it is none.</summary>
    public static NodeAddress? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon].Trim('[', ']') : "";
        return host.Length > 0 && Uri.CheckHostName(host) != UriHostNameType.Unknown
            && ushort.TryParse(text[(colon + 1)..], out var port) ? new NodeAddress(host, port) : null;
    }

    internal Address Akka(bool isEncrypted) =>
        new(isEncrypted ? "akka.ssl.tcp" : "akka.tcp", ClusterNode.SystemName, Host, Port);
}

/// <summary>How a process that worked for a run stands or stood.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Roles">What it does.</param>
/// <param name="Workers">Its workers of all roles.</param>
/// <param name="RoundTripMs">The mean of all messages that came back, ms; null before the first.</param>
/// <param name="JoinedSeconds">When it joined, since the host was there.</param>
/// <param name="LeftSeconds">When it was gone; null while it is there.</param>
public sealed record MachineReport(string Name, string Address, IReadOnlyList<string> Roles, int Workers,
    double? RoundTripMs, double JoinedSeconds, double? LeftSeconds);

/// <summary>What the host saw of other processes.</summary>
/// <param name="Machines">Those that worked, in the order in which they came.</param>
/// <param name="Refused">Why others were refused, each reason once.</param>
/// <param name="Strangers">Connections and messages that were not understood or not allowed.</param>
/// <param name="SentBytes">Batches and greetings that went out.</param>
/// <param name="ReceivedBytes">Results and greetings that came in.</param>
public sealed record ClusterReport(IReadOnlyList<MachineReport> Machines, IReadOnlyList<string> Refused, long Strangers,
    long SentBytes, long ReceivedBytes);
