using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor.Internal;

/// <summary>Makes the scheduler that <c>akka.scheduler.implementation</c> names, else the usual one.</summary>
internal static class SchedulerLoader
{
    public static IScheduler Create(ActorSystemImpl system)
    {
        var name = system.Settings.Config.GetString("akka.scheduler.implementation");
        if (string.IsNullOrEmpty(name))
        {
            return new ThreadScheduler(
                $"{system.Name}-scheduler", e => system.Log.Error(e, "A scheduled action failed"));
        }

        var type = Type.GetType(name)
            ?? throw new ConfigurationException($"akka.scheduler.implementation: no type [{name}]");
        return (IScheduler)Activator.CreateInstance(type, system.Settings.Config, system.Log)!;
    }
}
