using System.Diagnostics;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>Seconds spent in each stage of the chain, from the sentence to the received picture.</summary>
internal sealed class StageTimes
{
    private readonly double[] seconds;
    private long last = Stopwatch.GetTimestamp();

    internal StageTimes() => seconds = new double[Names.Count];

    internal StageTimes(IEnumerable<double> seconds) => this.seconds = [.. seconds];

    /// <summary>
    /// The encoder's stages; its adapter counts with the air, the decoder's adapter with the generator that follows it.
    /// </summary>
    internal static IReadOnlyList<string> Names { get; } = ["text", "inversion", "matching", "air", "receiver"];

    internal IReadOnlyList<double> Seconds => seconds;

    internal double Total => seconds.Sum();

    /// <summary>The time from here on belongs to the next stage that ends.</summary>
    internal void Start() => last = Stopwatch.GetTimestamp();

    /// <summary>The time since the last end belongs to this stage.</summary>
    internal void End(int stage)
    {
        var now = Stopwatch.GetTimestamp();
        seconds[stage] += Stopwatch.GetElapsedTime(last, now).TotalSeconds;
        last = now;
    }
}
