namespace Akka.Event;

/// <summary>A format and its arguments; ToString puts them together.</summary>
public abstract class LogMessage
{
    private protected readonly ILogMessageFormatter Formatter;

    private protected LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }

    public abstract IEnumerable<object?> Parameters();

    /// <summary>The format as it is.</summary>
    public string Unformatted() => Format;
}

internal sealed class FormattedLogMessage(ILogMessageFormatter formatter, string format, object?[] args)
    : LogMessage(formatter, format)
{
    public override IEnumerable<object?> Parameters() => args;

    public override string ToString() => Formatter.Format(Format, args!);
}
