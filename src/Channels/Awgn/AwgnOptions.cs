namespace EditableDeepSC.Channels;

/// <summary>White noise alone: there is nothing to choose.</summary>
public sealed record AwgnOptions;
