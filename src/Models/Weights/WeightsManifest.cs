using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights;

/// <summary>A weights file as the manifest knows it.</summary>
/// <param name="File">Plain name inside the folder.</param>
/// <param name="Bytes">Exact size.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public sealed record WeightsFileEntry(
    [property: JsonRequired] string File, [property: JsonRequired] long Bytes, [property: JsonRequired] string Sha256);

/// <summary>One way in which a weights folder differs from its manifest.</summary>
public sealed record WeightsProblem(string File, WeightsErrorReason Reason, string Message);

/// <summary>What <c>manifest.json</c> says of the .safetensors files beside it: sizes and checksums.</summary>
public sealed class WeightsManifest
{
    public const string FileName = "manifest.json";
    private const string WeightsPattern = "*.safetensors";
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
    };

    private WeightsManifest(string folder, IReadOnlyList<WeightsFileEntry> files) => (Folder, Files) = (folder, files);

    public string Folder { get; }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<WeightsFileEntry> Files { get; }

    private string ManifestPath => Path.Combine(Folder, FileName);

    /// <summary>Reads a folder's manifest; throws a <see cref="WeightsException"/> where it is invalid.</summary>
    public static WeightsManifest Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new WeightsException(WeightsErrorReason.MissingFile,
                $"{path}: there is no manifest. Is '{folder}' the folder of the weights?");
        try
        {
            using var stream = File.OpenRead(path);
            var files = JsonSerializer.Deserialize<Content>(stream, Format)?.Files
                ?? throw new JsonException("The manifest is null.");
            foreach (var file in files) CheckEntry(file);
            if (files.DistinctBy(file => file.File).Count() < files.Count)
                throw new JsonException("A file is listed twice.");
            return new WeightsManifest(folder, files);
        }
        catch (JsonException problem)
        {
            throw new WeightsException(WeightsErrorReason.BadHeader, $"{path}: {problem.Plain()}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WeightsException(WeightsErrorReason.Unreadable, $"{path}: {problem.Message}");
        }
    }

    /// <summary>Lists what lies in the folder now.</summary>
    public static WeightsManifest Scan(string folder) => new(folder, [.. Present(folder).Select(name =>
    {
        var path = Path.Combine(folder, name);
        return new WeightsFileEntry(name, new FileInfo(path).Length, Sha256Of(path));
    })]);

    public void Save() => WholeFile.Write(ManifestPath, JsonSerializer.Serialize(new Content(Files), Format) + "\n");

    /// <summary>Every difference between the folder and the manifest; empty where there is none.</summary>
    public IReadOnlyList<WeightsProblem> FindProblems() =>
    [
        .. Files.Select(FindProblem).OfType<WeightsProblem>(),
        .. Present(Folder).Except(Files.Select(file => file.File)).Select(name => new WeightsProblem(name,
            WeightsErrorReason.UnlistedFile, $"{Path.Combine(Folder, name)} is not listed in {ManifestPath}.")),
    ];

    /// <summary>The path of a file after a check of its content; throws a <see cref="WeightsException"/>.</summary>
    public string Require(string name)
    {
        var entry = Files.FirstOrDefault(file => file.File == name) ?? throw new WeightsException(
            WeightsErrorReason.UnlistedFile, $"{ManifestPath} does not list '{name}'.");
        return FindProblem(entry) is { } problem ? throw new WeightsException(problem.Reason, problem.Message)
            : Path.Combine(Folder, name);
    }

    private WeightsProblem? FindProblem(WeightsFileEntry entry)
    {
        var file = new FileInfo(Path.Combine(Folder, entry.File));
        if (!file.Exists)
            return new(entry.File, WeightsErrorReason.MissingFile,
                $"{file} is missing: it is listed in {ManifestPath}. Restore it: git checkout -- {file}");
        if (file.Length != entry.Bytes)
            return new(entry.File, WeightsErrorReason.WrongChecksum,
                $"{file} has {file.Length} bytes; the manifest says {entry.Bytes}.");
        try
        {
            return Sha256Of(file.ToString()) == entry.Sha256 ? null : new(entry.File, WeightsErrorReason.WrongChecksum,
                $"The SHA-256 of {file} differs from that in the manifest.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new(entry.File, WeightsErrorReason.Unreadable, $"{file} cannot be read: {problem.Message}");
        }
    }

    private static IEnumerable<string> Present(string folder) => Directory.EnumerateFiles(folder, WeightsPattern)
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string Sha256Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    // A name with a path in it could point anywhere on the machine.
    private static void CheckEntry(WeightsFileEntry? entry)
    {
        if (entry is null) throw new JsonException("An entry is null.");
        var name = entry.File;
        if (name != Path.GetFileName(name) || name is "" or "." or ".." || name.Any(char.IsControl))
            throw new JsonException($"'{name.Printable()}' is not a plain file name.");
        if (entry.Bytes < 0 || entry.Sha256.Length != 64 || !entry.Sha256.All(char.IsAsciiHexDigitLower))
            throw new JsonException($"'{name}' needs its size and 64 lower-case hexadecimal digits of SHA-256.");
    }

    private sealed record Content([property: JsonRequired] IReadOnlyList<WeightsFileEntry> Files);
}
