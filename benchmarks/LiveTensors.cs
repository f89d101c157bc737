using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// TorchSharp's own count of native tensors that are held, over all threads. It takes each <c>Parameter</c> that is made for
/// two, so compare counts between which no network was made.
/// </summary>
internal static class LiveTensors
{
    /// <summary>Those held now, forgotten ones included until the finaliser has seen them.</summary>
    internal static long Count() => Tensor.TotalCount;

    /// <summary>Those that nobody disposed: a full collection and the finaliser free them.</summary>
    internal static long Forgotten()
    {
        var before = Tensor.TotalCount;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return before - Tensor.TotalCount;
    }
}
