using System.Diagnostics;
using EditableDeepSC.Host.Tests.Machines;

namespace EditableDeepSC.Benchmarks.Machines;

/// <summary>
/// A host and two workers in network namespaces of their own, with TLS: a link too narrow for what a worker sends, which
/// drops packets all the time, and one that loses all packets for 30 s. Needs root and iproute2.
/// </summary>
internal static class ClusterCut
{
    private const string Bridge = "eds-bridge";
    private const int Requests = 2400;

    internal static int Run()
    {
        Clear(); // of a run that was killed
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Clear();
        try
        {
            SystemCommand.Do("ip", "link", "add", Bridge, "type", "bridge");
            SystemCommand.Do("ip", "link", "set", Bridge, "up");
            for (var i = 0; i < 3; i++) AddPlace(i);
            using var fleet = new Fleet { Address = "10.77.0.10:4053", IsSecret = true };
            var host = fleet.Host(ClusterFaults.Scenario("stub", Requests, encodeMs: 100), 2, Place(0));
            var workers = new[] { fleet.Worker(Place(1)), fleet.Worker(Place(2)) };
            if (!host.WaitFor(() => host.Delivered > 50)) return ClusterFaults.Failed(host);
            var narrow = "tc qdisc add dev eth0 root tbf rate 300kbit burst 3000 latency 5ms".Split(' ');
            SystemCommand.Do([.. Place(1), .. narrow]);
            var (start, watch) = (host.Delivered, Stopwatch.StartNew());
            SystemCommand.Do("ip", "link", "set", "eds-2", "nomaster"); // its packets go nowhere, and it does not know
            host.WaitFor(() => watch.Elapsed.TotalSeconds >= 30);
            var during = host.Delivered - start;
            SystemCommand.Do("ip", "link", "set", "eds-2", "master", Bridge);
            var isRight = host.Wait() == 0 && during > 50 && ClusterFaults.IsWhole(host, Requests, Requests);
            var dropped = SystemCommand.Do([.. Place(1), .. "tc -s qdisc show dev eth0".Split(' ')]).Split('(')[1].Split(',')[0];
            Console.WriteLine($"cut: one worker behind a link that {dropped} packets, one without any for 30 s, in which {during} were delivered: {ClusterFaults.Balance(host)}; "
                + $"{ClusterFaults.Returned(host)} batches tried again, {ClusterFaults.Machines(host)} joins of 2 processes");
            foreach (var worker in workers) isRight &= worker.Wait() == 0;
            return isRight ? 0 : ClusterFaults.Failed(host);
        }
        finally
        {
            Clear();
        }
    }

    private static void Clear()
    {
        foreach (var words in new[] { "ip netns del eds-0", "ip netns del eds-1", "ip netns del eds-2", $"ip link del {Bridge}" })
        {
            using var process = Process.Start("sh", ["-c", $"{words} 2>/dev/null"]);
            process.WaitForExit();
        }
    }

    private static string[] Place(int number) => ["ip", "netns", "exec", $"eds-{number}"];

    private static void AddPlace(int number)
    {
        var name = $"eds-{number}";
        foreach (var words in new[]
        {
            $"ip netns add {name}", $"ip link add {name} type veth peer name eth0 netns {name}", $"ip link set {name} master {Bridge} up",
            $"ip -n {name} addr add 10.77.0.{10 + number}/24 dev eth0", $"ip -n {name} link set eth0 up", $"ip -n {name} link set lo up",
        }) SystemCommand.Do(words.Split(' '));
    }
}
