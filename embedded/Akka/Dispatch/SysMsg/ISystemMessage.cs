using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>A message of the engine to an actor's cell; it overtakes user messages.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;
