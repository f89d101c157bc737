using Akka.Streams.Operators;

namespace Akka.Streams;

/// <summary>One switch for all streams that its flow is part of, those that start after it was used included.</summary>
public sealed class SharedKillSwitch : IKillSwitch
{
    private readonly string _name;
    private readonly KillSignal _signal = new();

    internal SharedKillSwitch(string name) => _name = name;

    public void Shutdown() => _signal.Send(null);

    public void Abort(Exception cause) => _signal.Send(cause);

    public IGraph<FlowShape<T, T>, SharedKillSwitch> Flow<T>() =>
        new KillSwitchStage<T, SharedKillSwitch>(() => (_signal, this));

    public override string ToString() => $"KillSwitch({_name})";
}
