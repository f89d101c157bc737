using Akka.Streams.Operators;

namespace Akka.Streams;

public static class KillSwitches
{
    /// <summary>A flow that materializes a switch for its own run.</summary>
    public static IGraph<FlowShape<T, T>, UniqueKillSwitch> Single<T>() =>
        new KillSwitchStage<T, UniqueKillSwitch>(() =>
        {
            var killSwitch = new UniqueKillSwitch();
            return (killSwitch.Signal, killSwitch);
        });

    /// <summary>A switch for any number of streams.</summary>
    public static SharedKillSwitch Shared(string name) => new(name);
}
