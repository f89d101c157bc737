using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// Portraits 0 to count - 1 of a rule that makes parameters [N, P] of indices, each drawn when it is first asked for
/// and kept as bytes in a file, as a PNG file would hold it; later trainings find them there.
/// </summary>
public sealed class PortraitPool : IDisposable
{
    private const int ChunkSize = 8, FlagBytes = 1;
    private readonly Func<IReadOnlyList<long>, Tensor> parametersOf;
    private readonly int resolution, recordBytes;
    private readonly PortraitStyle style;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    /// <summary>The file's name tells the rule and how the renderer draws; give each rule a name of its own.</summary>
    public PortraitPool(DirectoryInfo folder, string rule, int count, int resolution,
        Func<IReadOnlyList<long>, Tensor> parametersOf, PortraitStyle style = PortraitStyle.Photo)
    {
        (this.parametersOf, this.resolution, this.style) = (parametersOf, resolution, style);
        recordBytes = FlagBytes + 3 * resolution * resolution;
        folder.Create();
        var path = Path.Combine(folder.FullName, $"{rule}-{style}-{resolution}-{RendererMark()}.bin");
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        var capacity = Math.Max(stream.Length, (long)count * recordBytes);
        file = MemoryMappedFile.CreateFromFile(stream, null, capacity, MemoryMappedFileAccess.ReadWrite,
            HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor();
    }

    /// <summary>The portraits of <see cref="PortraitNormals"/>, 128 pixels a side.</summary>
    public static PortraitPool OfNormals(DirectoryInfo folder, PortraitSet set, int count,
        PortraitStyle style = PortraitStyle.Photo) =>
        new(folder, $"normals-{set.Seed.Value}", count, 128, portraits =>
        {
            using var normals = PortraitNormals.Of(portraits, set);
            return PortraitParameters.FromNormals(normals);
        }, style);

    /// <summary>Images [N, 3, S, S] in -1..1 and parameters [N, P] on a device, for the caller to dispose.</summary>
    public (Tensor Images, Tensor Parameters) Take(IReadOnlyList<long> indices, Device device)
    {
        Draw([.. indices.Where(index => view.ReadByte(index * recordBytes) == 0).Distinct()]);
        var imageBytes = recordBytes - FlagBytes;
        var bytes = new byte[indices.Count * imageBytes];
        for (var i = 0; i < indices.Count; i++)
            view.ReadArray(indices[i] * recordBytes + FlagBytes, bytes, i * imageBytes, imageBytes);
        using var scope = NewDisposeScope();
        var stored = tensor(bytes, [indices.Count, 3, resolution, resolution]).to(device);
        return scope.MoveToOuter(
            stored.to_type(ScalarType.Float32) * (1 / 127.5) - 1, parametersOf(indices).to(device));
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
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
        var fresh = ((PortraitRenderer.Render(parametersOf(chunk), resolution, style) + 1) * 127.5 + 0.5).clamp_(0, 255);
        var bytes = fresh.to_type(ScalarType.Byte).bytes.ToArray();
        var imageBytes = recordBytes - FlagBytes;
        for (var i = 0; i < chunk.Length; i++)
        {
            view.WriteArray(chunk[i] * recordBytes + FlagBytes, bytes, i * imageBytes, imageBytes);
            view.Write(chunk[i] * recordBytes, (byte)1);    // last: a record that a kill cut off is drawn anew
        }
    }

    // A change of the drawing changes these pictures, and with them the name of the file.
    private static string RendererMark()
    {
        using var scope = NewDisposeScope();
        var probe = PortraitRenderer.Render(new PortraitSampler(new Seed(0)).Sample(0, 8), 64);
        var bytes = ((probe + 1) * 127.5).clamp_(0, 255).to_type(ScalarType.Byte).bytes.ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
    }
}
