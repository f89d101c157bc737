namespace EditableDeepSC.Models;

/// <summary>
/// Writes a file beside its place and renames it, so that no reader ever sees half of one and a failure keeps the old.
/// Makes the folder where it is missing.
/// </summary>
public static class WholeFile
{
    public static void Write(string path, string text) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    });

    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    public static void Write(string path, Action<Stream> content)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.part"; // another process may be writing the same file
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            using (var stream = File.Create(unfinished)) content(stream);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            if (File.Exists(unfinished)) File.Delete(unfinished);
            throw;
        }
    }
}
