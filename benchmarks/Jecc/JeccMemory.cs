using System.Diagnostics;
using EditableDeepSC.Models.Codecs;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>What the chain holds: resident memory at the largest batch, and tensors after many requests.</summary>
internal sealed class JeccMemory(JeccChain chain, EditRequest[] pictures, int batch)
{
    /// <summary>Resident MiB after the pictures went through in batches, and the most at any time so far.</summary>
    internal (double Now, double Peak) ResidentMiB()
    {
        chain.Run(pictures);
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64 / 1048576.0, process.PeakWorkingSet64 / 1048576.0);
    }

    /// <summary>
    /// Live tensors before and after so many requests, of which all but one a batch go on from an inverted picture, and
    /// those that only the finaliser freed.
    /// </summary>
    internal (long Before, long After, long Forgotten) TensorsLeft(int requests)
    {
        var sources = new List<float[]>();
        chain.Run(pictures, encodings => sources.AddRange(encodings.Select(encoding => encoding!.Source)));
        EditRequest[] work = [.. Enumerable.Range(0, requests).Select(i => (i, picture: pictures[i % pictures.Length]))
            .Select(at => at.i % batch == 0 ? at.picture
                : at.picture with { Latent = sources[at.i % sources.Count] })];
        var before = Tensor.TotalCount;
        chain.Run(work);
        var after = Tensor.TotalCount;
        return (before, after, LiveTensors.Forgotten());
    }
}
