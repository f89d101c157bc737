namespace Akka.Actor;

/// <summary>What a scheduler does besides sending.</summary>
public interface IAdvancedScheduler : IActionScheduler;
