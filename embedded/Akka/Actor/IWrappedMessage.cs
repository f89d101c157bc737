namespace Akka.Actor;

/// <summary>A message that carries another one.</summary>
public interface IWrappedMessage
{
    object Message { get; }
}
