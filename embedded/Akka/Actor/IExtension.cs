namespace Akka.Actor;

/// <summary>State of a system that is created once a system.</summary>
public interface IExtension;
