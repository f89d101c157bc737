using System.Collections.Concurrent;
using Akka.Streams.Dsl;
using Akka.Streams.Sources;
using Akka.Streams.Stage;

namespace Akka.Streams.Hubs;

/// <summary>
/// Emits what producers in other streams send, in the order of its arrival. A producer spends one credit an element
/// and gets new ones when half of them are used up, so that none can push the others aside.
/// </summary>
internal sealed class MergeHubStage<T>(int creditPerProducer)
    : GraphStageWithMaterializedValue<SourceShape<T>, Sink<T, NotUsed>>
{
    public override SourceShape<T> Shape { get; } = new(new Outlet<T>("MergeHub.out"));

    public override ILogicAndMaterializedValue<Sink<T, NotUsed>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = new HubLogic(Shape);
        var sink = Sink.FromGraph(new ProducerStage(logic, creditPerProducer));
        return new LogicAndMaterializedValue<Sink<T, NotUsed>>(logic, sink);
    }

    private sealed class HubLogic : SourceLogic<T>
    {
        private readonly ConcurrentQueue<(T Element, ProducerLogic From)> _arrivals = new();
        private readonly HashSet<ProducerLogic> _producers = [];
        private readonly Action _wake;
        private bool _isClosed;
        private int _waits;

        internal HubLogic(SourceShape<T> shape) : base(shape) => _wake = GetAsyncCallback(OnPull);

        public override void OnPull()
        {
            do
            {
                if (!_arrivals.TryDequeue(out var arrival))
                    continue;
                Push(Out, arrival.Element);
                arrival.From.Delivered();
                return;
            }
            while (!MayWait());
        }

        public override void PostStop()
        {
            lock (_producers)
            {
                _isClosed = true;
                foreach (var producer in _producers)
                    producer.Leave();
            }
        }

        internal bool TryJoin(ProducerLogic producer)
        {
            lock (_producers)
                return !_isClosed && _producers.Add(producer);
        }

        internal void Remove(ProducerLogic producer)
        {
            lock (_producers)
                _producers.Remove(producer);
        }

        internal void Send(T element, ProducerLogic from)
        {
            _arrivals.Enqueue((element, from));
            if (Interlocked.Exchange(ref _waits, 0) == 1)
                _wake();
        }

        // Announces first and looks once more after: an arrival in between is seen here or wakes the stage.
        private bool MayWait()
        {
            Interlocked.Exchange(ref _waits, 1);
            return _arrivals.IsEmpty || Interlocked.Exchange(ref _waits, 0) == 0;
        }
    }

    private sealed class ProducerStage(HubLogic hub, int credit) : GraphStage<SinkShape<T>>
    {
        public override SinkShape<T> Shape { get; } = new(new Inlet<T>("MergeHub.in"));

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
            new ProducerLogic(Shape, hub, credit);
    }

    private sealed class ProducerLogic : InGraphStageLogic
    {
        private readonly Inlet<T> _in;
        private readonly HubLogic _hub;
        private readonly Action _credited;
        private readonly int _refillAt;
        private int _credit;
        private int _returned;
        private int _delivered;

        internal ProducerLogic(SinkShape<T> shape, HubLogic hub, int credit) : base(shape)
        {
            _in = shape.Inlet;
            _hub = hub;
            _credit = credit;
            _refillAt = (credit + 1) / 2;
            _credited = GetAsyncCallback(OnCredited);
            Leave = GetAsyncCallback(CompleteStage);
            SetHandler(_in, this);
        }

        internal Action Leave { get; }

        public override void PreStart()
        {
            if (_hub.TryJoin(this))
                Pull(_in);
            else
                CompleteStage();
        }

        public override void OnPush()
        {
            _hub.Send(Grab(_in), this);
            if (--_credit > 0)
                Pull(_in);
        }

        public override void OnUpstreamFailure(Exception e) => throw new MergeHub.ProducerFailed(
            "Upstream producer failed with exception, removing from MergeHub now", e);

        public override void PostStop() => _hub.Remove(this);

        /// <summary>Called on the hub's thread for each element that has left it.</summary>
        internal void Delivered()
        {
            if (++_delivered < _refillAt)
                return;
            Interlocked.Add(ref _returned, _delivered);
            _delivered = 0;
            _credited();
        }

        private void OnCredited()
        {
            _credit += Interlocked.Exchange(ref _returned, 0);
            if (_credit > 0 && !IsClosed(_in) && !HasBeenPulled(_in))
                Pull(_in);
        }
    }
}
