namespace Akka.TestKit;

/// <summary>A test whose own messages have no sender; without this it is the test actor.</summary>
public interface INoImplicitSender;
