using System.IO.Compression;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Faces;

/// <summary>
/// The PNG and JPEG files of a folder, of all folders in it, or of a .zip file. Files that begin with a dot, such as
/// those that macOS leaves, are no pictures. Threads may read at the same time.
/// </summary>
internal sealed class PictureStore : IDisposable
{
    private static readonly HashSet<string> Extensions =
        new([".png", ".jpg", ".jpeg"], StringComparer.OrdinalIgnoreCase);

    private readonly string root;
    private readonly ZipArchive? zip;
    private readonly Lock reading = new();
    private long reads;

    /// <summary>
    /// Throws a <see cref="DataSetException"/> where there is no such folder or file, or no picture in it.
    /// </summary>
    public PictureStore(string path)
    {
        root = path;
        try
        {
            if (File.Exists(path)) zip = ZipFile.OpenRead(path);
            else if (!Directory.Exists(path))
                throw new DataSetException($"{path}: there is no such folder or .zip file.");
            var names = zip is null
                ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(path, file))
                : zip.Entries.Select(entry => entry.FullName);
            Names = [.. names.Select(name => name.Replace('\\', '/')).Where(IsPicture).Order(StringComparer.Ordinal)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataSetException($"{path}: {problem.Message}", problem);
        }
        if (Names.Count > 0) return;
        Dispose();
        throw new DataSetException($"{path}: there is no .png, .jpg or .jpeg file in it.");
    }

    /// <summary>Names below the folder with '/' between, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How often a file has been read.</summary>
    public long Reads => Interlocked.Read(ref reads);

    /// <summary>Decodes a picture; throws a <see cref="DataSetException"/> that names the file.</summary>
    public RgbImage Read(int index)
    {
        var path = $"{root}{(zip is null ? "/" : "!")}{Names[index]}".Printable();
        Interlocked.Increment(ref reads);
        try
        {
            return zip is null ? ImageFile.Read(Path.Combine(root, Names[index]))
                : ImageFile.Decode(Unzipped(Names[index]));
        }
        catch (Exception problem)
            when (problem is ImageException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var message = problem.Message.StartsWith(root, StringComparison.Ordinal) ? problem.Message
                : $"{path}: {problem.Message}";
            throw new DataSetException(message, problem);
        }
    }

    /// <summary>Bytes of a file, unzipped; throws a <see cref="DataSetException"/> where it is gone.</summary>
    public long SizeOf(int index)
    {
        if (zip is not null) return zip.GetEntry(Names[index])!.Length;
        var file = new FileInfo(Path.Combine(root, Names[index]));
        return file.Exists ? file.Length : throw new DataSetException($"{file}: the picture is gone.");
    }

    public void Dispose() => zip?.Dispose();

    private byte[] Unzipped(string name)
    {
        lock (reading)    // an archive has one stream
        {
            var entry = zip!.GetEntry(name)!;
            ImageLimits.Default.CheckFile(entry.Length);
            using var stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    private static bool IsPicture(string name) => Extensions.Contains(Path.GetExtension(name))
        && !name.Split('/').Any(part => part.StartsWith('.') || part == "__MACOSX");
}
