namespace EditableDeepSC.Host;

/// <summary>
/// A mistake that the user can mend: shown as one message without a stack trace, with its own exit code.
/// </summary>
internal sealed class UserErrorException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
