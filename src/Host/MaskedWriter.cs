using System.Text;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host;

/// <summary>What all verbs write to: whatever text from outside they print, no control code of it gets through.</summary>
internal sealed class MaskedWriter(TextWriter inner) : TextWriter
{
    /// <summary>Whether this is the program's standard output.</summary>
    public bool IsConsole => ReferenceEquals(inner, Console.Out);

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value.ToString().Masked());

    public override void Write(string? value) => inner.Write(value?.Masked());

    public override void Write(char[] buffer, int index, int count) =>
        inner.Write(new string(buffer, index, count).Masked());

    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(buffer.ToString().Masked());

    public override void Flush() => inner.Flush();
}
