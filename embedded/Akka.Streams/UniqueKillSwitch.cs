using Akka.Streams.Operators;

namespace Akka.Streams;

/// <summary>The kill switch of one run.</summary>
public sealed class UniqueKillSwitch : IKillSwitch
{
    internal UniqueKillSwitch()
    {
    }

    internal KillSignal Signal { get; } = new();

    public void Shutdown() => Signal.Send(null);

    public void Abort(Exception cause) => Signal.Send(cause);

    public override string ToString() => "SingleKillSwitch";
}
