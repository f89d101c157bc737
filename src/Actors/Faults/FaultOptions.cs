using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>What goes wrong on purpose, to see that nothing gets lost.</summary>
public sealed record FaultOptions
{
    [Parameter("Chance that an encoder crashes before it has begun a batch.", Min = 0, Max = 1)]
    public double EncoderCrashBefore { get; init; }

    [Parameter("Chance that an encoder crashes in the middle of a batch.", Min = 0, Max = 1)]
    public double EncoderCrashDuring { get; init; }

    [Parameter("Chance that an encoder crashes after a batch, before it has handed it over.", Min = 0, Max = 1)]
    public double EncoderCrashAfter { get; init; }

    [Parameter("Chance that a decoder crashes before it has begun a batch.", Min = 0, Max = 1)]
    public double DecoderCrashBefore { get; init; }

    [Parameter("Chance that a decoder crashes in the middle of a batch.", Min = 0, Max = 1)]
    public double DecoderCrashDuring { get; init; }

    [Parameter("Chance that a decoder crashes after a batch, before it has handed it over.", Min = 0, Max = 1)]
    public double DecoderCrashAfter { get; init; }

    [Parameter("Chance that a worker is slow over a batch.", Min = 0, Max = 1)]
    public double SlowWorker { get; init; }

    [Parameter("How much longer a slow worker takes.", Min = 0, Max = 1e6, Unit = "ms")]
    public double SlowMs { get; init; } = 100;

    [Parameter("Chance that an encoder gives a number that is not finite.", Min = 0, Max = 1)]
    public double NotFinite { get; init; }

    [Parameter("Chance that a request finds the queue full.", Min = 0, Max = 1)]
    public double FullQueue { get; init; }

    [Parameter("Chance that a request comes with its deadline already over.", Min = 0, Max = 1)]
    public double ExpiredDeadline { get; init; }
}
