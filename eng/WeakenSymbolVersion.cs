#nullable disable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;

/// <summary>
/// Copies a native library for a machine whose libstdc++ is older than the library asks for. One need can be waived:
/// <c>_ZSt21ios_base_library_initv</c> only marks that C++'s iostream header was included, and nothing calls it. Its symbol
/// version is marked as weak in the copy, so that the loader does not insist on it. Any other unmet need is an error.
/// Format: System V ABI (ELF-64, little endian) and the Linux Standard Base's chapter on symbol versions.
/// </summary>
public class WeakenSymbolVersion : Microsoft.Build.Utilities.Task
{
    private const string UncalledMarker = "_ZSt21ios_base_library_initv";
    private const int DynamicSymbols = 11, VersionDefinitions = 0x6ffffffd, VersionNeeds = 0x6ffffffe, VersionOfSymbols = 0x6fffffff;
    private const byte WeakFlag = 2;

    /// <summary>The library as its package has it; it is only read.</summary>
    [Required]
    public string Library { get; set; }

    /// <summary>Where the marked copy goes; not written where this machine meets every need.</summary>
    [Required]
    public string Copy { get; set; }

    /// <summary>Whether a copy was needed and written.</summary>
    [Output]
    public bool Weakened { get; set; }

    public override bool Execute()
    {
        var library = File.ReadAllBytes(Library);
        foreach (var need in UnmetNeeds(library))
        {
            if (need.Symbols.Except(new[] { UncalledMarker }).Any())
            {
                Log.LogError($"{Library} needs {need.Version} of {need.File} for {string.Join(", ", need.Symbols.Take(3))}, " +
                    $"and this machine's {need.File} is older. Take TorchSharp 0.107.0, or a newer system (GCC 13's libstdc++).");
                return false;
            }
            library[need.FlagsOffset] |= WeakFlag;
            Weakened = true;
        }
        if (!Weakened) return true;
        var partial = $"{Copy}.{Guid.NewGuid():N}";
        File.WriteAllBytes(partial, library);
        File.Delete(Copy);
        File.Move(partial, Copy);
        return true;
    }

    private sealed class Need
    {
        public string File, Version;
        public int FlagsOffset;
        public List<string> Symbols;
    }

    /// <summary>What the library needs of libraries that this process has loaded too, and they do not define.</summary>
    private static List<Need> UnmetNeeds(byte[] library)
    {
        var unmet = new List<Need>();
        var sections = Sections(library);
        var loaded = LoadedLibraries();
        var defined = new Dictionary<string, HashSet<string>>();
        foreach (var section in sections.Where(s => s.Type == VersionNeeds))
        {
            var strings = sections[section.Link].Offset;
            for (int entry = section.Offset, next = -1; next != 0; entry += next)
            {
                var file = Text(library, strings + Int(library, entry + 4));
                var need = entry + Int(library, entry + 8);
                for (var left = Short(library, entry + 2); left > 0; left--, need += Int(library, need + 12))
                {
                    var version = Text(library, strings + Int(library, need + 8));
                    var isWeak = (library[need + 4] & WeakFlag) != 0;
                    if (isWeak || !loaded.TryGetValue(file, out var path)) continue;
                    if (!defined.TryGetValue(file, out var versions)) defined[file] = versions = DefinedVersions(File.ReadAllBytes(path));
                    if (versions.Contains(version)) continue;
                    var symbols = SymbolsOf(library, sections, Short(library, need + 6));
                    unmet.Add(new Need { File = file, Version = version, FlagsOffset = need + 4, Symbols = symbols });
                }
                next = Int(library, entry + 12);
            }
        }
        return unmet;
    }

    private static Dictionary<string, string> LoadedLibraries() =>
        File.ReadLines("/proc/self/maps").Select(line => line.IndexOf('/') is var at && at < 0 ? "" : line.Substring(at))
            .Where(path => path.Contains(".so")).Distinct()
            .GroupBy(SharedName).ToDictionary(same => same.Key, same => same.First());

    // The file may be libstdc++.so.6.0.30; the need names libstdc++.so.6.
    private static string SharedName(string path)
    {
        var name = Path.GetFileName(path);
        var parts = name.Split(new[] { ".so." }, StringSplitOptions.None);
        return parts.Length == 2 ? $"{parts[0]}.so.{parts[1].Split('.')[0]}" : name;
    }

    private static HashSet<string> DefinedVersions(byte[] library)
    {
        var versions = new HashSet<string>();
        var sections = Sections(library);
        foreach (var section in sections.Where(s => s.Type == VersionDefinitions))
        {
            for (int entry = section.Offset, next = -1; next != 0; entry += next)
            {
                versions.Add(Text(library, sections[section.Link].Offset + Int(library, entry + Int(library, entry + 12))));
                next = Int(library, entry + 16);
            }
        }
        return versions;
    }

    private static List<string> SymbolsOf(byte[] library, List<Section> sections, int version)
    {
        var symbols = sections.First(s => s.Type == DynamicSymbols);
        var versions = sections.First(s => s.Type == VersionOfSymbols);
        var strings = sections[symbols.Link].Offset;
        return Enumerable.Range(0, versions.Size / 2)
            .Where(i => (Short(library, versions.Offset + 2 * i) & 0x7fff) == version)
            .Select(i => Text(library, strings + Int(library, symbols.Offset + 24 * i))).ToList();
    }

    private struct Section
    {
        public int Type, Offset, Size, Link;
    }

    private static List<Section> Sections(byte[] library)
    {
        int table = Int(library, 0x28), entrySize = Short(library, 0x3A), count = Short(library, 0x3C);
        return Enumerable.Range(0, count).Select(i => table + i * entrySize).Select(at => new Section
        {
            Type = Int(library, at + 4),
            Offset = Int(library, at + 24),
            Size = Int(library, at + 32),
            Link = Int(library, at + 40),
        }).ToList();
    }

    private static int Int(byte[] bytes, int at) => BitConverter.ToInt32(bytes, at);

    private static int Short(byte[] bytes, int at) => BitConverter.ToUInt16(bytes, at);

    private static string Text(byte[] bytes, int at) => Encoding.ASCII.GetString(bytes, at, Array.IndexOf(bytes, (byte)0, at) - at);
}
