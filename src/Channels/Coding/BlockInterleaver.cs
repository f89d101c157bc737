namespace EditableDeepSC.Channels.Coding;

/// <summary>
/// Writes row by row into <paramref name="columns"/> columns and reads column by column; the last row may be short.
/// Neighbours leave at least length / columns apart, so that a fade hits bits of many checks.
/// </summary>
public sealed class BlockInterleaver(int columns)
{
    /// <summary>Columns of the block; 1 changes nothing.</summary>
    public int Columns { get; } = columns >= 1 ? columns
        : throw new ArgumentOutOfRangeException(nameof(columns), columns, "There must be at least 1 column.");

    /// <summary>Reorders for the channel; the spans are of equal length and do not overlap.</summary>
    public void Interleave<T>(ReadOnlySpan<T> ordered, Span<T> interleaved)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(interleaved.Length, ordered.Length);
        var next = 0;
        for (var column = 0; column < Columns; column++)
            for (var i = column; i < ordered.Length; i += Columns) interleaved[next++] = ordered[i];
    }

    /// <summary>Restores the order of <see cref="Interleave"/>.</summary>
    public void Deinterleave<T>(ReadOnlySpan<T> interleaved, Span<T> ordered)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ordered.Length, interleaved.Length);
        var next = 0;
        for (var column = 0; column < Columns; column++)
            for (var i = column; i < ordered.Length; i += Columns) ordered[i] = interleaved[next++];
    }
}
