namespace EditableDeepSC.Host;

/// <summary>A file that a user names for a result.</summary>
internal static class OutputFile
{
    private const int MostLinks = 40;

    /// <summary>Refuses a folder, and a file that is also read, by whatever name, through whatever links.</summary>
    public static void Check(string target, IEnumerable<string> read)
    {
        if (Directory.Exists(target))
            throw new UserErrorException($"'{target}' is a folder: name a file with --out.");
        if (read.Any(source => RealPath(source) == RealPath(target)))
            throw new UserErrorException($"'{target}' is a file to read, and would be overwritten: give another --out.");
    }

    /// <summary>The path without links, of a file that may be there or not.</summary>
    internal static string RealPath(string path, int links = 0)
    {
        if (links > MostLinks) throw new UserErrorException($"'{path}' has too many links on its way.");
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } folder) return full;
        var file = new FileInfo(Path.Combine(RealPath(folder, links), Path.GetFileName(full)));
        return file.LinkTarget is { } target
            ? RealPath(Path.Combine(file.DirectoryName!, target), links + 1)
            : file.FullName;
    }
}
