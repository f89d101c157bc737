namespace EditableDeepSC.Actors;

/// <summary>A crash that the scenario asked for.</summary>
public sealed class InjectedFaultException(string message) : Exception(message);
