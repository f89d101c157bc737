namespace Akka.Actor;

/// <summary>A message that the engine answers before the actor sees it.</summary>
public interface IAutoReceivedMessage;
