using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Requests.Grammar;

/// <summary>Random choices in a fixed order: the numbers of one key, one after the other.</summary>
internal sealed class Draw(PhiloxKey key)
{
    private uint next;

    /// <summary>Whether <see cref="Common"/> takes all items evenly.</summary>
    public bool IsFlat { get; init; }

    public double Fraction() => key.Uniform(next++);

    public int Below(int count) => (int)(Fraction() * count);

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>One of a list from common to rare: the first of a hundred items is a tenth of the draws.</summary>
    public T Common<T>(IReadOnlyList<T> items)
    {
        if (IsFlat) return Of(items);
        var fraction = Fraction();
        return items[(int)(fraction * fraction * items.Count)];
    }

    public bool Chance(double probability) => Fraction() < probability;
}
