using EditableDeepSC.Channels.ErrorRates;
using MathNet.Numerics.Statistics;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>
/// What transmissions with a mismatched adapter cost in quality. Both kinds are compared within bands of equal
/// SNR, as a mismatch is more likely where adapters meet; bands count as often as they had mismatches.
/// </summary>
public sealed class MismatchCost(int bandCount)
{
    private readonly RunningStatistics[] matched = [.. Enumerable.Range(0, bandCount).Select(_ => new RunningStatistics())];
    private readonly RunningStatistics[] mismatched = [.. Enumerable.Range(0, bandCount).Select(_ => new RunningStatistics())];

    /// <summary>Mismatches in bands where there is something to compare with.</summary>
    public long Count => Compared().Sum(band => mismatched[band].Count);

    /// <summary>LPIPS-P with a mismatched adapter less that with the matched one; NaN where nothing can be compared.</summary>
    public double LpipsP => Compared().Sum(band => Weight(band) * (mismatched[band].Mean - matched[band].Mean)) / Found;

    /// <summary>Half the width of its 95 % interval.</summary>
    public double HalfWidth => Math.Sqrt(Compared().Sum(band =>
        Math.Pow(Weight(band), 2) * (SquareOf(mismatched[band]) + SquareOf(matched[band])))) / Found;

    /// <summary>1, or NaN where nothing can be compared.</summary>
    private double Found => Count == 0 ? double.NaN : 1;

    internal void Add(int band, bool isMatched, double lpipsP) => (isMatched ? matched : mismatched)[band].Push(lpipsP);

    /// <summary>Two of each kind are the least that has a spread.</summary>
    private IEnumerable<int> Compared() =>
        Enumerable.Range(0, matched.Length).Where(band => matched[band].Count > 1 && mismatched[band].Count > 1);

    private double Weight(int band) => (double)mismatched[band].Count / Count;

    private static double SquareOf(RunningStatistics values) => Math.Pow(MeanInterval.Of(values).HalfWidth, 2);
}
