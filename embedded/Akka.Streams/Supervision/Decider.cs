namespace Akka.Streams.Supervision;

/// <summary>Says what becomes of a stream whose operator failed with <paramref name="cause"/>.</summary>
public delegate Directive Decider(Exception cause);
