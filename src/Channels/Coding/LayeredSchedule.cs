namespace EditableDeepSC.Channels.Coding;

/// <summary>
/// Where a layer finds its bits. Each block column has a buffer of its z values and the first of them again, so that
/// any rotation is one contiguous read; a layer writes them back in its own row order, whatever order it found.
/// </summary>
internal sealed class LayeredSchedule
{
    public LayeredSchedule(LdpcCode code, int lanes)
    {
        VectorsPerBlock = (code.Lifting + lanes - 1) / lanes;
        ColumnStride = code.Lifting + VectorsPerBlock * lanes;
        Rotations = new int[code.BlockColumns];
        foreach (var layer in code.Layers)
            foreach (var entry in layer) Rotations[entry.Column] = entry.Shift;

        var rotations = Rotations.ToArray();
        Layers = [.. code.Layers.Select(
            layer => layer.Select(entry => Place(entry, rotations, code.Lifting)).ToArray())];
    }

    /// <summary>Vectors that hold the z values of a block; lanes past z carry no meaning.</summary>
    public int VectorsPerBlock { get; }

    /// <summary>Values from one column's buffer to the next.</summary>
    public int ColumnStride { get; }

    /// <summary>Between iterations value j of a column's buffer is bit (j + rotation) mod z.</summary>
    public int[] Rotations { get; }

    public Edge[][] Layers { get; }

    private Edge Place(LdpcCode.Entry entry, int[] rotations, int lifting)
    {
        var turn = (entry.Shift - rotations[entry.Column] + lifting) % lifting;
        rotations[entry.Column] = entry.Shift;
        var column = entry.Column * ColumnStride;
        return new Edge(column + turn, column);
    }

    /// <summary>First value to read of a column, in the layer's row order, and first value to write.</summary>
    internal readonly record struct Edge(int Read, int Write);
}
