using System.Globalization;
using EditableDeepSC.Models.Jecc;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>The same chain in plain PyTorch, one pair at a time.</summary>
internal sealed class JeccPeer : IDisposable
{
    private readonly PythonPeer python;

    private JeccPeer(PythonPeer python) => this.python = python;

    internal string Version => python.Version;

    /// <summary>
    /// Null where there is no python3 with torch; throws where its numbers are others than those here.
    /// </summary>
    internal static JeccPeer? Start(JeccNetworks networks, JeccPairs pairs, DirectoryInfo weights)
    {
        var handover = Path.GetTempFileName();
        try
        {
            new JeccHandover(networks, pairs).Write(handover, weights);
            var script = Path.Combine("Jecc", "jecc_peer.py");
            var python = PythonPeer.Start(script, weights.FullName, handover, $"{get_num_threads()}");
            if (python is null) return null;
            python.Ask("check");
            return new JeccPeer(python);
        }
        finally
        {
            File.Delete(handover);
        }
    }

    /// <summary>Takes the first pairs through the chain: "paper" from a random z, "guess" from the encoder's.</summary>
    internal StageTimes Run(string setting, int count) => new(python.Ask($"{setting} {count}").Split(' ')
        .Select(seconds => double.Parse(seconds, CultureInfo.InvariantCulture)));

    public void Dispose() => python.Dispose();
}
