using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Coding;

/// <summary>
/// A quasi-cyclic LDPC code: a base matrix whose entries are z x z identities with cyclically shifted columns.
/// Row j of an entry with shift s checks bit (j + s) mod z of its block column. The first k bits are the information.
/// </summary>
public sealed class LdpcCode
{
    internal LdpcCode(string name, int lifting, string baseMatrix)
    {
        var rows = baseMatrix.Split('\n')
            .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Name = name;
        Lifting = lifting;
        BlockColumns = rows[0].Length;
        Layers = [.. rows.Select(Entries)];
    }

    /// <summary>The name on the command line, for example ldpc648r56.</summary>
    public string Name { get; }

    /// <summary>Bits of a codeword, n.</summary>
    public int Length => BlockColumns * Lifting;

    /// <summary>Information bits of a codeword, k.</summary>
    public int InfoBits => InfoColumns * Lifting;

    /// <summary>Code rate k/n.</summary>
    public double Rate => (double)InfoColumns / BlockColumns;

    /// <summary>Side z of the shifted identities, in bits.</summary>
    internal int Lifting { get; }

    internal int BlockColumns { get; }

    internal int InfoColumns => BlockColumns - Layers.Length;

    /// <summary>The rows of the base matrix, each with its entries from left to right.</summary>
    internal Entry[][] Layers { get; }

    /// <summary>True where <paramref name="word"/> (one bit a byte, n of them) satisfies every parity check.</summary>
    public bool IsCodeword(ReadOnlySpan<byte> word)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(word.Length, Length);
        Span<UInt128> blocks = stackalloc UInt128[BlockColumns];
        BitBlocks.Pack(word, Lifting, blocks);
        return IsCodeword(blocks);
    }

    /// <summary>The same for packed block columns; stops at the first layer that fails.</summary>
    internal bool IsCodeword(ReadOnlySpan<UInt128> blocks)
    {
        foreach (var layer in Layers)
        {
            var syndrome = UInt128.Zero;
            foreach (var entry in layer) syndrome ^= BitBlocks.Rotate(blocks[entry.Column], entry.Shift, Lifting);
            if (syndrome != UInt128.Zero) return false;
        }
        return true;
    }

    private static Entry[] Entries(string[] row) =>
    [
        .. from cell in row.Index()
           where cell.Item != "-"
           select new Entry(cell.Index, int.Parse(cell.Item, CultureInfo.InvariantCulture)),
    ];

    /// <summary>One shifted identity: its block column and its shift in bits.</summary>
    internal readonly record struct Entry(int Column, int Shift);
}

/// <summary>The codes that can be named: IEEE 802.11n, and one of IEEE 802.16e for its published curves.</summary>
public static class LdpcCodes
{
    /// <summary>All codes, by length and rate.</summary>
    public static IReadOnlyList<LdpcCode> All { get; } = [.. Read()];

    /// <summary>The code of that name, in any case; a wrong one throws <see cref="ChannelOptionException"/>.</summary>
    public static LdpcCode Find(string name) =>
        All.FirstOrDefault(code => code.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ChannelOptionException(
            $"Unknown code '{name}'; {NearestName.Hint(name, All.Select(code => code.Name))}");

    /// <summary>From ldpc.txt: after a line with name and lifting, the rows of the base matrix.</summary>
    private static IEnumerable<LdpcCode> Read()
    {
        using var reader = new StreamReader(typeof(LdpcCodes).Assembly.GetManifestResourceStream("ldpc.txt")!);
        var blocks = reader.ReadToEnd().Split("\n\n").Select(block => block.Trim('\n')).Where(block => block[0] != '#');
        foreach (var block in blocks)
        {
            var (head, matrix) = (block.Split('\n')[0].Split(' '), block[(block.IndexOf('\n') + 1)..]);
            yield return new(head[0], int.Parse(head[1], CultureInfo.InvariantCulture), matrix);
        }
    }
}
