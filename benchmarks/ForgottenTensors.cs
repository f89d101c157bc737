using System.Diagnostics.Metrics;

namespace EditableDeepSC.Benchmarks;

/// <summary>Counts tensors that nobody disposed and the finaliser freed, from its creation on.</summary>
internal sealed class ForgottenTensors : IDisposable
{
    private readonly MeterListener listener;
    private long count;

    internal ForgottenTensors()
    {
        Collect();    // what was forgotten before is not counted
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "torchsharp.tensors.finalized") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => Interlocked.Increment(ref count));
        listener.Start();
    }

    /// <summary>Those so far, after a full collection.</summary>
    internal long Count()
    {
        Collect();
        return Interlocked.Read(ref count);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public void Dispose() => listener.Dispose();
}
