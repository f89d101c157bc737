using EditableDeepSC.Channels;

namespace EditableDeepSC.Models.Requests.Templates;

/// <summary>Random choices in a fixed order: the numbers of one key, one after the other.</summary>
internal sealed class Draw(PhiloxKey key)
{
    private uint next;

    public double Fraction() => key.Uniform(next++);

    public int Below(int count) => (int)(Fraction() * count);

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public bool Chance(double probability) => Fraction() < probability;
}
