namespace EditableDeepSC.Actors.Accounting;

/// <summary>
/// What transmissions with another than the best adapter cost in quality. Both kinds are compared within bands of equal
/// SNR, as the wrong choice is more likely where adapters meet; bands count as often as they had wrong choices.
/// </summary>
public sealed class WrongAdapterCost(int bandCount)
{
    private readonly Sample[] best = [.. Enumerable.Range(0, bandCount).Select(_ => new Sample())];
    private readonly Sample[] other = [.. Enumerable.Range(0, bandCount).Select(_ => new Sample())];

    /// <summary>Wrong choices in bands where there is something to compare with.</summary>
    public long Count => Compared().Sum(band => other[band].Count);

    /// <summary>LPIPS-P with another adapter less that with the best one; NaN where nothing can be compared.</summary>
    public double LpipsP => Compared().Sum(band => Weight(band) * (other[band].Mean - best[band].Mean)) / Found;

    /// <summary>Half the width of its 95 % interval.</summary>
    public double HalfWidth => Math.Sqrt(Compared().Sum(band =>
        Math.Pow(Weight(band) * other[band].HalfWidth, 2) + Math.Pow(Weight(band) * best[band].HalfWidth, 2))) / Found;

    /// <summary>1, or NaN where nothing can be compared.</summary>
    private double Found => Count == 0 ? double.NaN : 1;

    internal void Add(int band, bool isBest, double lpipsP) => (isBest ? best : other)[band].Add(lpipsP);

    /// <summary>Two of each kind are the least that has a spread.</summary>
    private IEnumerable<int> Compared() =>
        Enumerable.Range(0, best.Length).Where(band => best[band].Count > 1 && other[band].Count > 1);

    private double Weight(int band) => (double)other[band].Count / Count;
}
