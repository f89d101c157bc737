using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Coding;

/// <summary>
/// Gray-mapped BPSK, QPSK, 16-QAM or 64-QAM of unit average power, labelled as in 3GPP TS 38.211 section 5.1; BPSK lies
/// on the real axis.
/// </summary>
public sealed partial class Constellation
{
    private readonly int _axes;
    private readonly int _bitsPerAxis;
    private readonly float _halfStep;
    private readonly float[] _levels;

    private Constellation(string name, int axes, int bitsPerAxis)
    {
        Name = name;
        _axes = axes;
        _bitsPerAxis = bitsPerAxis;
        var count = 1 << bitsPerAxis;
        _halfStep = MathF.Sqrt(3f / (axes * (count * count - 1)));
        _levels = [.. Enumerable.Range(0, count).Select(label => _halfStep * OddLevel(label))];
    }

    public static Constellation Bpsk { get; } = new("bpsk", axes: 1, bitsPerAxis: 1);
    public static Constellation Qpsk { get; } = new("qpsk", axes: 2, bitsPerAxis: 1);
    public static Constellation Qam16 { get; } = new("qam16", axes: 2, bitsPerAxis: 2);
    public static Constellation Qam64 { get; } = new("qam64", axes: 2, bitsPerAxis: 3);

    /// <summary>All constellations, the sparsest first.</summary>
    public static IReadOnlyList<Constellation> All { get; } = [Bpsk, Qpsk, Qam16, Qam64];

    /// <summary>The name on the command line, for example qam16.</summary>
    public string Name { get; }

    /// <summary>Bits a complex symbol carries: 1, 2, 4 or 6.</summary>
    public int BitsPerSymbol => _axes * _bitsPerAxis;

    /// <summary>The one of that name, in any case; a wrong one throws <see cref="ChannelOptionException"/>.</summary>
    public static Constellation Find(string name) =>
        All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ChannelOptionException(
            $"Unknown modulation '{name}'; {NearestName.Hint(name, All.Select(one => one.Name))}");

    /// <summary>Symbols that <paramref name="bits"/> bits fill, the last one perhaps in part.</summary>
    public int SymbolsFor(int bits) => (bits + BitsPerSymbol - 1) / BitsPerSymbol;

    /// <summary>Maps bits (one a byte) to symbols; bits that the last symbol lacks count as 0.</summary>
    /// <param name="bits">[bits] 0 or 1.</param>
    /// <param name="symbols">[SymbolsFor(bits)].</param>
    public void Map(ReadOnlySpan<byte> bits, ComplexSpan symbols)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(symbols.Length, SymbolsFor(bits.Length));
        MapAxis(bits, symbols.Real);
        if (_axes == 2) MapAxis(bits[Math.Min(1, bits.Length)..], symbols.Imaginary);
        else symbols.Imaginary.Clear();
    }

    /// <summary>The bits of an axis are every second one, or all of them where there is one axis.</summary>
    private void MapAxis(ReadOnlySpan<byte> bits, Span<float> coordinates)
    {
        var next = 0;
        foreach (ref var coordinate in coordinates)
        {
            var label = 0;
            for (var bit = 0; bit < _bitsPerAxis; bit++, next += _axes)
                label = label << 1 | (next < bits.Length ? bits[next] : 0);
            coordinate = _levels[label];
        }
    }

    /// <summary>The odd integer of a label, first bit highest: 3GPP's (1 - 2a)(4 - (1 - 2b)(2 - (1 - 2c))).</summary>
    private int OddLevel(int label)
    {
        var level = 0;
        for (var bit = 0; bit < _bitsPerAxis; bit++)
        {
            var sign = (label >> bit & 1) == 0 ? 1 : -1;
            level = sign * ((1 << bit) - level);
        }
        return level;
    }
}

/// <summary>How a bit's log-likelihood ratio is taken from the distances to the symbols.</summary>
public enum Demapping
{
    /// <summary>Over all symbols: ln of a sum of exponentials.</summary>
    Exact,
    /// <summary>Over the nearest symbol with a 0 and the nearest with a 1.</summary>
    MaxLog,
}
