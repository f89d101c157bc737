using System.Collections;
using System.IO.Compression;
using System.Reflection;
using Microsoft.Build.Framework;

namespace EditableDeepSC.Models.Tests;

/// <summary>The copy of TorchSharp's native part for machines whose libstdc++ is older than it asks for.</summary>
public sealed class WeakenSymbolVersionTests : IDisposable
{
    private const string Name = "libLibTorchSharp.so";
    private static readonly string Package = typeof(WeakenSymbolVersionTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "TorchSharpPackage").Value!;

    private readonly string folder = Directory.CreateTempSubdirectory("eds-weak-").FullName;

    private static string Cached => Path.Combine(Package, "runtimes", "linux-x64", "native", Name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData($"runtimes/linux-x64/native/{Name}")]
    [InlineData("lib/net8.0/TorchSharp.dll")]
    public void The_file_in_the_package_cache_is_as_it_was_packed(string file)
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(Package, "*.nupkg").Single());
        using var packed = package.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);

        File.ReadAllBytes(Path.Combine(Package, file)).AsSpan().SequenceEqual(bytes.ToArray()).Should().BeTrue();
    }

    [Fact]
    public void The_copy_in_the_output_differs_in_one_flag_at_most()
    {
        var (cached, copy) = (File.ReadAllBytes(Cached), File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, Name)));

        copy.Length.Should().Be(cached.Length);
        var changed = Enumerable.Range(0, copy.Length).Where(at => copy[at] != cached[at]).ToList();
        changed.Count.Should().BeLessThanOrEqualTo(1, "one entry of the version needs is marked as weak, and nothing else");
        foreach (var at in changed) copy[at].Should().Be((byte)(cached[at] | 2));
    }

    [Fact]
    public void Execute_ALibraryThatNeedsMoreThanTheMarker_NamesTheSymbolsAndTheRemedy()
    {
        var library = File.ReadAllBytes(Cached);
        library.AsSpan().Replace("GLIBCXX_3.4.21"u8, "GLIBCXX_9.9.99"u8).Should().BeTrue();
        var (path, copy) = (Path.Combine(folder, Name), Path.Combine(folder, "copy.so"));
        File.WriteAllBytes(path, library);
        var engine = new Engine();

        new WeakenSymbolVersion { BuildEngine = engine, Library = path, Copy = copy }.Execute().Should().BeFalse();

        engine.Errors.Should().ContainSingle().Which.Should().Contain("GLIBCXX_9.9.99").And.Contain("_Z").And.Contain("Take TorchSharp");
        File.Exists(copy).Should().BeFalse();
    }

    [Fact]
    public void Execute_ALibraryWhoseNeedsAreMet_WritesNothing()
    {
        var copy = Path.Combine(folder, "copy.so");
        var task = new WeakenSymbolVersion
        {
            BuildEngine = new Engine(),
            Library = Path.Combine(AppContext.BaseDirectory, Name),
            Copy = copy,
        };

        task.Execute().Should().BeTrue();

        (task.Weakened, File.Exists(copy)).Should().Be((false, false));
    }

    private sealed class Engine : IBuildEngine
    {
        public List<string> Errors { get; } = [];

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "";

        public bool BuildProjectFile(string file, string[] targets, IDictionary properties, IDictionary outputs) => false;

        public void LogCustomEvent(CustomBuildEventArgs e)
        {
        }

        public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e.Message!);

        public void LogMessageEvent(BuildMessageEventArgs e)
        {
        }

        public void LogWarningEvent(BuildWarningEventArgs e)
        {
        }
    }
}

/// <summary>Byte strings in files.</summary>
file static class ByteStrings
{
    /// <summary>Overwrites the first one that ends with a zero by another of its length; false where there is none.</summary>
    public static bool Replace(this Span<byte> bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> other)
    {
        var at = bytes.IndexOf((byte[])[.. old, 0]);
        if (at >= 0) other.CopyTo(bytes[at..]);
        return at >= 0;
    }
}
