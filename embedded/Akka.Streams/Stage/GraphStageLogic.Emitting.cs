namespace Akka.Streams.Stage;

/// <summary>Emitting: pushes that wait for demand by themselves.</summary>
public abstract partial class GraphStageLogic
{
    protected internal void Emit<T>(Outlet<T> outlet, T element) => Emit(outlet, element, static () => { });

    /// <summary>Pushes the element as soon as there is demand, then runs <paramref name="andThen"/>.</summary>
    protected internal void Emit<T>(Outlet<T> outlet, T element, Action andThen) =>
        EmitMultiple(outlet, [element], andThen);

    protected internal void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements) =>
        EmitMultiple(outlet, elements, static () => { });

    protected internal void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements, Action andThen) =>
        EmitMultiple(outlet, elements.GetEnumerator(), andThen);

    protected internal void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator) =>
        EmitMultiple(outlet, enumerator, static () => { });

    /// <summary>Pushes the elements one by one as demand comes, after what is being emitted already.</summary>
    protected internal void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator, Action andThen)
    {
        if (_outHandlers[outlet.Index] is Emission<T> running)
        {
            running.Add(enumerator, andThen);
            return;
        }

        var emission = new Emission<T>(this, outlet, _outHandlers[outlet.Index]);
        SetHandler(outlet, emission);
        emission.Add(enumerator, andThen);
        emission.Advance();
    }

    private abstract class Emission : IOutHandler
    {
        internal bool CompleteAtEnd { get; set; }

        public abstract void OnPull();

        public abstract void OnDownstreamFinish(Exception cause);
    }

    /// <summary>Stands in for the outlet's own handler while there is something to emit.</summary>
    private sealed class Emission<T>(GraphStageLogic stage, Outlet<T> outlet, IOutHandler own) : Emission
    {
        private readonly Queue<(IEnumerator<T>? Elements, Action AndThen)> _batches = new();

        public override void OnPull() => Advance();

        public override void OnDownstreamFinish(Exception cause) => own.OnDownstreamFinish(cause);

        internal void Add(IEnumerator<T> elements, Action andThen) =>
            _batches.Enqueue((elements.MoveNext() ? elements : null, andThen));

        internal void Advance()
        {
            while (_batches.TryPeek(out var batch))
            {
                if (batch.Elements is { } elements)
                {
                    if (!stage.IsAvailable(outlet))
                        return;
                    stage.Push(outlet, elements.Current);
                    if (elements.MoveNext())
                        continue;
                }

                _batches.Dequeue();
                batch.AndThen();
            }

            if (ReferenceEquals(stage._outHandlers[outlet.Index], this))
                stage.SetHandler(outlet, own);
            if (CompleteAtEnd)
                stage.CloseConnection(stage._outs[outlet.Index], null);
        }
    }
}
