using static TorchSharp.torch;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// Portraits 0 to count - 1 of a rule that makes parameters [N, P] of indices, each drawn when it is first asked for and
/// then kept as bytes: an image is as a PNG file would hold it.
/// </summary>
public sealed class PortraitPool : IDisposable
{
    private const int ChunkSize = 8;
    private readonly Func<IReadOnlyList<long>, Tensor> parametersOf;
    private readonly Tensor images;        // [count, 3, S, S], bytes; the system gives memory to what is written only
    private readonly Tensor parameters;    // [count, P]
    private readonly bool[] drawn;
    private readonly int resolution;

    public PortraitPool(int count, int resolution, Func<IReadOnlyList<long>, Tensor> parametersOf)
    {
        (this.parametersOf, this.resolution) = (parametersOf, resolution);
        images = empty([count, 3, resolution, resolution], ScalarType.Byte);
        parameters = empty([count, PortraitParameters.Count]);
        drawn = new bool[count];
    }

    public int Count => drawn.Length;

    /// <summary>
    /// Images [N, 3, S, S] in -1..1 and their parameters [N, P] on a device, for the caller to dispose.
    /// </summary>
    public (Tensor Images, Tensor Parameters) Take(IReadOnlyList<long> indices, Device device)
    {
        Draw([.. indices.Where(index => !drawn[index]).Distinct()]);
        using var scope = NewDisposeScope();
        var rows = tensor(indices.ToArray());
        var chosen = images.index_select(0, rows).to(device).to_type(ScalarType.Float32) * (1 / 127.5) - 1;
        return scope.MoveToOuter(chosen, parameters.index_select(0, rows).to(device));
    }

    public void Dispose()
    {
        images.Dispose();
        parameters.Dispose();
    }

    // Many small operations: one thread a chunk is about twice as fast as all threads on each operation.
    private void Draw(long[] missing) => Parallel.ForEach(missing.Chunk(ChunkSize), chunk =>
    {
        var threads = get_num_threads();
        set_num_threads(1);
        try
        {
            DrawChunk(chunk);
        }
        finally
        {
            set_num_threads(threads);
        }
    });

    private void DrawChunk(long[] chunk)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var rows = parametersOf(chunk);
        var fresh = ((PortraitRenderer.Render(rows, resolution) + 1) * 127.5 + 0.5).clamp_(0, 255);
        var bytes = fresh.to_type(ScalarType.Byte);
        for (var i = 0; i < chunk.Length; i++)
        {
            images[chunk[i]].copy_(bytes[i]);
            parameters[chunk[i]].copy_(rows[i]);
            drawn[chunk[i]] = true;
        }
    }
}
