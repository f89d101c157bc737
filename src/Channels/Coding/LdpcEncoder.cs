namespace EditableDeepSC.Channels.Coding;

/// <summary>
/// Systematic encoder for base matrices whose parity part is dual-diagonal. Its first column holds a shift, 0 and the
/// same shift again, so the sum of all rows leaves the first parity block alone; the other blocks follow row by row.
/// </summary>
public sealed class LdpcEncoder(LdpcCode code)
{
    private readonly UInt128[] _blocks = new UInt128[code.BlockColumns];
    private readonly UInt128[] _rowSums = new UInt128[code.Layers.Length];

    /// <summary>Writes the n bits of the codeword of <paramref name="info"/> (k bits), one bit a byte.</summary>
    public void Encode(ReadOnlySpan<byte> info, Span<byte> codeword)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(info.Length, code.InfoBits);
        ArgumentOutOfRangeException.ThrowIfNotEqual(codeword.Length, code.Length);
        BitBlocks.Pack(info, code.Lifting, _blocks);
        var firstParity = SumRows();
        _blocks[code.InfoColumns] = firstParity;
        var previous = UInt128.Zero;
        for (var row = 0; row < code.Layers.Length - 1; row++)
        {
            previous ^= _rowSums[row] ^ Checked(row, firstParity);
            _blocks[code.InfoColumns + row + 1] = previous;
        }
        BitBlocks.Unpack(_blocks, code.Lifting, codeword);
    }

    private UInt128 SumRows()
    {
        var total = UInt128.Zero;
        for (var row = 0; row < _rowSums.Length; row++)
        {
            var sum = UInt128.Zero;
            foreach (var entry in code.Layers[row])
            {
                if (entry.Column >= code.InfoColumns) break;
                sum ^= BitBlocks.Rotate(_blocks[entry.Column], entry.Shift, code.Lifting);
            }
            _rowSums[row] = sum;
            total ^= sum;
        }
        return total;
    }

    /// <summary>What row <paramref name="row"/> sees of the first parity block.</summary>
    private UInt128 Checked(int row, UInt128 firstParity)
    {
        foreach (var entry in code.Layers[row])
            if (entry.Column == code.InfoColumns) return BitBlocks.Rotate(firstParity, entry.Shift, code.Lifting);
        return UInt128.Zero;
    }
}
