using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Islands;

/// <summary>
/// The stages that run fused in one actor. Signals between them are queued and delivered one by one, never by
/// recursion. Everything here but <see cref="Post"/> runs on the host actor's thread.
/// </summary>
internal sealed class Island(IslandMaterializer materializer, Attributes attributes)
{
    /// <summary>Signals delivered before the other messages of the host actor get a turn.</summary>
    private const int SignalsPerTurn = 1_000;

    [ThreadStatic]
    private static Island? _current;

    private readonly List<GraphStageLogic> _stages = [];
    private ConnectionQueue _signals = new(0);
    private List<IslandEvent>? _early;
    private GraphStageLogic? _active;
    private ResumeEvent? _resume;
    private IActorRef? _host;
    private int _connections;
    private int _running;
    private bool _started;

    /// <summary>The stage whose handler runs now on this thread: default handlers act on it.</summary>
    internal static GraphStageLogic ActiveStage =>
        _current?._active ?? throw new InvalidOperationException("A stage's handler was called outside of its stream.");

    internal IslandMaterializer Materializer => materializer;

    internal Attributes Attributes => attributes;

    internal bool IsDone => _started && _running == 0;

    internal bool IsEmpty => _stages.Count == 0;

    /// <summary>The actor that runs this island, once the graph has been materialized.</summary>
    internal IActorRef Host
    {
        get => _host ?? throw new InvalidOperationException("The stream has not been materialized yet.");
        set => _host = value;
    }

    /// <summary>Runs graphs within the host actor, once the stages have started.</summary>
    internal IMaterializer? SubFusing { get; set; }

    internal void Add(GraphStageLogic stage)
    {
        stage.Island = this;
        _stages.Add(stage);
    }

    internal void Connect(Terminal<Outlet> from, Terminal<Inlet> to)
    {
        var connection = to.Port.CreateConnection();
        from.Stage.Attach(from.Port, connection);
        to.Stage.Attach(to.Port, connection);
        _connections++;
    }

    /// <summary>Sends an event to the host actor; the only member that any thread may call.</summary>
    internal void Post(IslandEvent signal) => Host.Tell(signal, ActorRefs.NoSender);

    internal void Enqueue(Connection connection) => _signals.Enqueue(connection);

    internal void StartStages()
    {
        _started = true;
        _running = _stages.Count;
        _signals = new ConnectionQueue(_connections);
        foreach (var stage in _stages)
            RunStage(new StageEvent(stage, stage.PreStart));
    }

    /// <summary>Runs an event, then the signals that follow from it.</summary>
    internal void Handle(IslandEvent signal)
    {
        if (!_started && signal is not StartEvent)
        {
            (_early ??= []).Add(signal); // a neighbour that started first has something to say already
            return;
        }

        HandleNow(signal);
        if (signal is StartEvent && _early is { } early)
        {
            _early = null;
            early.ForEach(HandleNow);
        }
    }

    internal void Resumed() => _resume = null;

    /// <summary>Stops every stage that still runs, because the host actor has gone.</summary>
    internal void Abort()
    {
        var outer = _current;
        _current = this;
        foreach (var stage in _stages)
            Stop(stage);
        _current = outer;
    }

    private void HandleNow(IslandEvent signal)
    {
        var outer = _current;
        _current = this;
        try
        {
            if (signal.Stage is null)
                signal.Run();
            else
                RunStage(signal);
            DeliverSignals();
        }
        finally
        {
            _current = outer;
        }
    }

    private void RunStage(IslandEvent signal)
    {
        _active = signal.Stage!;
        if (_active.IsStopped)
            return;
        try
        {
            signal.Run();
            Settle();
        }
        catch (Exception failure)
        {
            FailActive(failure);
        }
    }

    private void DeliverSignals()
    {
        var left = SignalsPerTurn;
        while (left > 0 && !_signals.IsEmpty)
        {
            try
            {
                while (left-- > 0 && !_signals.IsEmpty)
                {
                    Deliver(_signals.Dequeue());
                    Settle();
                }
            }
            catch (Exception failure)
            {
                FailActive(failure);
            }
        }

        if (!_signals.IsEmpty && _resume is null)
            Post(_resume = new ResumeEvent(this));
    }

    private void Deliver(Connection connection)
    {
        switch (connection.Signal)
        {
            case Signal.Push or (Signal.Push | Signal.OutClosed):
                _active = connection.Consumer;
                connection.HasElement = true;
                connection.Signal &= ~Signal.Push;
                if (connection.Signal != Signal.Idle)
                    Enqueue(connection); // the element first, the end of the stream after it
                connection.InHandler.OnPush();
                break;
            case Signal.Pull:
                _active = connection.Producer;
                connection.Signal = Signal.Demand;
                connection.OutHandler.OnPull();
                break;
            default:
                DeliverEnd(connection);
                break;
        }
    }

    private void DeliverEnd(Connection connection)
    {
        var closed = connection.Signal & Signal.Closed;
        connection.Signal |= Signal.Closed;
        if (closed == Signal.InClosed)
        {
            _active = connection.Producer;
            _active.OpenPorts--;
            connection.DropElement();
            connection.OutHandler.OnDownstreamFinish(connection.CancelCause!);
        }
        else if (closed == Signal.OutClosed)
        {
            _active = connection.Consumer;
            _active.OpenPorts--;
            if (connection.Failure is { } failure)
                connection.InHandler.OnUpstreamFailure(failure);
            else
                connection.InHandler.OnUpstreamFinish();
        }
    }

    private void FailActive(Exception failure)
    {
        try
        {
            _active!.ReportFailure(failure);
            _active.FailStage(failure);
        }
        finally
        {
            Settle();
        }
    }

    private void Settle()
    {
        if (_active!.OpenPorts == 0 && !_active.KeepsGoing)
            Stop(_active);
    }

    private void Stop(GraphStageLogic stage)
    {
        if (stage.IsStopped)
            return;
        stage.IsStopped = true;
        _running--;
        _active = stage;
        try
        {
            stage.PostStop();
            stage.AfterPostStop();
        }
        catch (Exception failure)
        {
            stage.ReportFailure(failure);
        }
    }
}
