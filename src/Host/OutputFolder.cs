namespace EditableDeepSC.Host;

/// <summary>A folder that this process alone writes its results to, until this is disposed or the process ends.</summary>
internal sealed class OutputFolder : IDisposable
{
    private const string LockName = ".lock";

    private readonly FileStream claim;

    /// <summary>Of several processes one gets the lock, which ends with the process however that ends.</summary>
    private OutputFolder(string path)
    {
        Path = path;
        claim = new FileStream(LockIn(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1,
            FileOptions.DeleteOnClose);
    }

    public string Path { get; }

    /// <summary>A new or empty folder; one with something in it is the user's mistake.</summary>
    public static OutputFolder Create(string path) => TryCreate(path) ?? throw new UserErrorException(
        $"the folder '{path}' is not empty, or another process has just taken it; give a new one with --out.");

    /// <summary>A new folder: STEM, STEM-2, STEM-3, ...</summary>
    public static OutputFolder CreateNumbered(string stem)
    {
        for (var (i, path) = (2, stem); ; i++, path = $"{stem}-{i - 1}")
        {
            if (TryCreate(path) is { } folder) return folder;
        }
    }

    /// <summary>A folder with or without something in it.</summary>
    public static OutputFolder Enter(string path) => TryEnter(path) ?? throw new UserErrorException(
        $"another process is writing to '{path}'; wait for it, or name another folder.");

    public void Dispose() => claim.Dispose();

    private static OutputFolder? TryCreate(string path)
    {
        var folder = TryEnter(path);
        try
        {
            if (folder is null) return null;
            if (Directory.EnumerateFileSystemEntries(path).Any(entry => entry != LockIn(path))) return null;
            (var taken, folder) = (folder, null);
            return taken;
        }
        finally
        {
            folder?.Dispose();
        }
    }

    private static OutputFolder? TryEnter(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new OutputFolder(path);
        }
        catch (IOException) when (File.Exists(LockIn(path)))
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"cannot make the folder '{path}': {cause.Message}");
        }
    }

    private static string LockIn(string path) => System.IO.Path.Combine(path, LockName);
}
