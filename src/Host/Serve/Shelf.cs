using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace EditableDeepSC.Host.Serve;

/// <summary>The last things made, under names that cannot be guessed; older ones make room.</summary>
internal sealed class Shelf<T>(int capacity)
{
    private const int NameBytes = 12;

    private readonly Dictionary<string, T> things = [];
    private readonly Queue<string> order = [];
    private readonly Lock gate = new();

    public string Add(T thing)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));
        lock (gate)
        {
            things.Add(name, thing);
            order.Enqueue(name);
            if (order.Count > capacity) things.Remove(order.Dequeue());
        }
        return name;
    }

    public bool TryGet(string name, [MaybeNullWhen(false)] out T thing)
    {
        lock (gate) return things.TryGetValue(name, out thing);
    }
}
