namespace EditableDeepSC.Host;

/// <summary>What the process returns to its caller; scripts and CI rely on these numbers.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    /// <summary>
    /// The work itself failed: a run that does not balance, a self-test outside its interval, an unexpected error.
    /// </summary>
    public const int Failed = 1;
    public const int Usage = 2;
    public const int BadScenario = 3;
    public const int BadWeights = 4;
    public const int NoDevice = 5;
    public const int ThresholdFailed = 10;
    public const int Interrupted = 130;
}

/// <summary>
/// A mistake that the user can mend: shown as one message without a stack trace, with its own exit code.
/// </summary>
internal sealed class UserErrorException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
