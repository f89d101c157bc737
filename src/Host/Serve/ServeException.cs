namespace EditableDeepSC.Host.Serve;

/// <summary>A request that is not served; the message tells the one who asked what to do.</summary>
internal sealed class ServeException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;
}
