namespace EditableDeepSC.Host;

/// <summary>A folder that this process alone writes its results to, until this is disposed or the process ends.</summary>
internal sealed class OutputFolder : IDisposable
{
    private const string LockName = ".lock";

    private readonly FileStream claim;

    private OutputFolder(string path, FileStream claim) => (Path, this.claim) = (path, claim);

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
        if (TryEnter(path) is not { } folder) return null;
        if (Directory.EnumerateFileSystemEntries(path).All(entry => System.IO.Path.GetFileName(entry) == LockName))
            return folder;
        folder.Dispose();
        return null;
    }

    /// <summary>Of several processes one gets the lock, which ends with the process however that ends.</summary>
    private static OutputFolder? TryEnter(string path)
    {
        var lockPath = System.IO.Path.Combine(path, LockName);
        try
        {
            Directory.CreateDirectory(path);
            return new OutputFolder(path, new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (IOException) when (File.Exists(lockPath))
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"cannot make the folder '{path}': {cause.Message}");
        }
    }
}
