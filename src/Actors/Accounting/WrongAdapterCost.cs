using EditableDeepSC.Channels.ErrorRates;
using MathNet.Numerics.Statistics;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>
/// What transmissions with another than the best adapter cost in quality. Both kinds are compared within bands of equal
/// SNR, as the wrong choice is more likely where adapters meet; bands count as often as they had wrong choices.
/// </summary>
public sealed class WrongAdapterCost(int bandCount)
{
    private readonly RunningStatistics[] best = [.. Enumerable.Range(0, bandCount).Select(_ => new RunningStatistics())];
    private readonly RunningStatistics[] other = [.. Enumerable.Range(0, bandCount).Select(_ => new RunningStatistics())];

    /// <summary>Wrong choices in bands where there is something to compare with.</summary>
    public long Count => Compared().Sum(band => other[band].Count);

    /// <summary>LPIPS-P with another adapter less that with the best one; NaN where nothing can be compared.</summary>
    public double LpipsP => Compared().Sum(band => Weight(band) * (other[band].Mean - best[band].Mean)) / Found;

    /// <summary>Half the width of its 95 % interval.</summary>
    public double HalfWidth => Math.Sqrt(Compared().Sum(band =>
        Math.Pow(Weight(band), 2) * (SquareOf(other[band]) + SquareOf(best[band])))) / Found;

    /// <summary>1, or NaN where nothing can be compared.</summary>
    private double Found => Count == 0 ? double.NaN : 1;

    internal void Add(int band, bool isBest, double lpipsP) => (isBest ? best : other)[band].Push(lpipsP);

    /// <summary>Two of each kind are the least that has a spread.</summary>
    private IEnumerable<int> Compared() =>
        Enumerable.Range(0, best.Length).Where(band => best[band].Count > 1 && other[band].Count > 1);

    private double Weight(int band) => (double)other[band].Count / Count;

    private static double SquareOf(RunningStatistics values) => Math.Pow(MeanInterval.Of(values).HalfWidth, 2);
}
