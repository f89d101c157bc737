namespace EditableDeepSC.Models.Weights;

/// <summary>Weights that cannot be used; the message names the place and, if any, the remedy.</summary>
public sealed class WeightsException(WeightsErrorReason reason, string message) : Exception(message)
{
    public WeightsErrorReason Reason { get; } = reason;

    /// <summary>The same problem with the file's name in front.</summary>
    internal WeightsException In(string path) => new(Reason, $"{path}: {Message}");
}
