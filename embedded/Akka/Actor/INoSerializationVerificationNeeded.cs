namespace Akka.Actor;

/// <summary>A message that is never checked for serializability.</summary>
public interface INoSerializationVerificationNeeded;
