namespace EditableDeepSC.Models.Training;

/// <summary>What a step did: how many items it saw, and its losses by name.</summary>
public sealed record StepResult(int Items, IReadOnlyList<(string Name, double Value)> Losses);
