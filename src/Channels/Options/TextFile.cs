using System.Text;

namespace EditableDeepSC.Channels.Options;

/// <summary>Text files that a user names: UTF-8 and of a bounded size, so that a device fills no memory.</summary>
public static class TextFile
{
    private const int MostBytes = 64 << 20;

    /// <summary>The whole text; throws an <see cref="IOException"/> where it is too long or not UTF-8.</summary>
    public static string Read(string path)
    {
        using var file = File.OpenRead(path);
        using var content = new MemoryStream();
        var part = new byte[1 << 16];
        for (int count; (count = file.Read(part)) > 0; content.Write(part, 0, count))
        {
            if (content.Length + count > MostBytes)
                throw new IOException($"'{path}' has more than {MostBytes >> 20} MiB, too many for a text file.");
        }
        content.Position = 0;
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw new IOException($"'{path}' is not in UTF-8; save it in that encoding.");
        }
    }

    /// <summary>Its lines, likewise.</summary>
    public static IEnumerable<string> Lines(string path)
    {
        using var text = new StringReader(Read(path));
        while (text.ReadLine() is { } line) yield return line;
    }
}
