namespace Akka.Actor;

/// <summary>A message that a stranger should not send.</summary>
public interface IPossiblyHarmful;
