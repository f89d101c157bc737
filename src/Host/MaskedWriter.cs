using System.Text;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host;

/// <summary>What all verbs write to: whatever text from outside they print, no control code of it gets through.</summary>
/// <param name="inner">Gets it.</param>
/// <param name="mayFail">Whether text is lost where it cannot be written, as messages to a closed descriptor are.</param>
internal sealed class MaskedWriter(TextWriter inner, bool mayFail = false) : TextWriter
{
    /// <summary>Whether this is the program's standard output.</summary>
    public bool IsConsole => ReferenceEquals(inner, Console.Out);

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        try
        {
            inner.Write(value?.Masked());
        }
        catch (Exception cause) when (mayFail && cause is (IOException or UnauthorizedAccessException))
        {
            // There is nowhere left to say it.
        }
    }

    public override void Flush() => inner.Flush();
}
