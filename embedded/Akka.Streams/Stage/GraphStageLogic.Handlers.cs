namespace Akka.Streams.Stage;

/// <summary>Handlers made of delegates, and the ready-made ones.</summary>
public abstract partial class GraphStageLogic
{
    /// <summary>Ends the stage when the upstream does.</summary>
    public static readonly InHandler EagerTerminateInput = new LambdaInHandler(static () => { });

    /// <summary>Fails with the upstream, but stays when it completes.</summary>
    public static readonly InHandler IgnoreTerminateInput = new LambdaInHandler(static () => { }, static () => { });

    /// <summary>Stays whatever the upstream does.</summary>
    public static readonly InHandler TotallyIgnorantInput =
        new LambdaInHandler(static () => { }, static () => { }, static _ => { });

    /// <summary>Ends the stage when the downstream cancels.</summary>
    public static readonly OutHandler EagerTerminateOutput = new LambdaOutHandler(static () => { });

    /// <summary>Stays when the downstream cancels.</summary>
    public static readonly OutHandler IgnoreTerminateOutput =
        new LambdaOutHandler(static () => { }, static _ => { });

    protected internal void SetHandler<T>(
        Inlet<T> inlet, Action onPush, Action? onUpstreamFinish = null, Action<Exception>? onUpstreamFailure = null) =>
        SetHandler(inlet, new LambdaInHandler(onPush, onUpstreamFinish, onUpstreamFailure));

    protected internal void SetHandler<T>(
        Outlet<T> outlet, Action onPull, Action<Exception>? onDownstreamFinish = null) =>
        SetHandler(outlet, new LambdaOutHandler(onPull, onDownstreamFinish));

    protected sealed class LambdaInHandler(
        Action onPush, Action? onUpstreamFinish = null, Action<Exception>? onUpstreamFailure = null) : InHandler
    {
        public override void OnPush() => onPush();

        public override void OnUpstreamFinish() => (onUpstreamFinish ?? base.OnUpstreamFinish)();

        public override void OnUpstreamFailure(Exception e) => (onUpstreamFailure ?? base.OnUpstreamFailure)(e);
    }

    protected sealed class LambdaOutHandler(
        Action onPull, Action<Exception>? onDownstreamFinish = null) : OutHandler
    {
        public override void OnPull() => onPull();

        public override void OnDownstreamFinish(Exception cause) =>
            (onDownstreamFinish ?? base.OnDownstreamFinish)(cause);
    }
}
