namespace EditableDeepSC.Host;

/// <summary>A scenario that cannot be used, and where in its text.</summary>
internal sealed class ScenarioException(string message, TextPlace place) : Exception(message)
{
    public TextPlace Place { get; } = place;
}
