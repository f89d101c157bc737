using System.Diagnostics.Metrics;

namespace TorchSharp;

/// <summary>Counts live tensors over all threads, so that a leak shows.</summary>
internal static class TensorCount
{
    private static readonly Meter Meter = new("TorchSharp");
    private static readonly Counter<long> Finalized = Meter.CreateCounter<long>(
        "torchsharp.tensors.finalized", "{tensor}",
        "Tensors that nobody disposed and the garbage collector had to free");
    private static long live;
    private static long peak;

    static TensorCount() => Meter.CreateObservableGauge("torchsharp.tensors.live", () => Live, "{tensor}");

    internal static long Live => Volatile.Read(ref live);
    internal static long Peak => Volatile.Read(ref peak);

    internal static void Add()
    {
        var now = Interlocked.Increment(ref live);
        for (var most = Peak; now > most; most = Peak) Interlocked.CompareExchange(ref peak, now, most);
    }

    internal static void Remove() => Interlocked.Decrement(ref live);

    internal static void CountFinalized() => Finalized.Add(1);
}
