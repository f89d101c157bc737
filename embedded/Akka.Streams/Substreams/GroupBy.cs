using Akka.Streams.Dsl;
using Akka.Streams.Operators;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Substreams;

/// <summary>
/// Opens a substream for each key. The slowest substream holds back all; one element at most waits for it. Elements
/// of a key whose substream was cancelled are dropped.
/// </summary>
internal sealed class GroupBy<T, TKey>(int maxSubstreams, Func<T, TKey> key) : FlowStage<T, Source<T, NotUsed>>
    where TKey : notnull
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, maxSubstreams, key, ActorAttributes.Decider(inheritedAttributes));

    private sealed class Logic(
        FlowShape<T, Source<T, NotUsed>> shape, int maxSubstreams, Func<T, TKey> key, Decider decider)
        : FlowLogic<T, Source<T, NotUsed>>(shape)
    {
        private readonly Dictionary<TKey, Substream> _open = [];
        private readonly HashSet<TKey> _cancelled = [];
        private Substream? _waitsFor;
        private T? _waiting;

        public override void OnPush()
        {
            try
            {
                Route(Grab(In));
            }
            catch (Exception failure)
            {
                if (decider(failure) == Directive.Stop)
                    FailAll(failure);
            }

            PullNext();
        }

        public override void OnPull()
        {
            _waitsFor?.Announce();
            PullNext();
        }

        public override void OnUpstreamFinish()
        {
            if (_waitsFor is null)
                CompleteAll();
        }

        public override void OnUpstreamFailure(Exception e) => FailAll(e);

        public override void PostStop()
        {
            foreach (var substream in _open.Values)
                substream.Source.Fail(new AbruptStageTerminationException(this));
        }

        private void Route(T element)
        {
            var k = key(element);
            if (!_open.TryGetValue(k, out var substream))
            {
                if (_cancelled.Contains(k))
                    return;
                if (_open.Count + _cancelled.Count >= maxSubstreams)
                    throw new TooManySubstreamsOpenException();
                _open.Add(k, substream = new Substream(this, k));
            }

            _waitsFor = substream;
            _waiting = element;
            substream.Announce();
            substream.OnPull();
        }

        private void PullNext()
        {
            if (_waitsFor is null && !IsClosed(In) && !HasBeenPulled(In))
                Pull(In);
        }

        private void CompleteAll()
        {
            foreach (var substream in _open.Values)
                substream.Source.Complete();
            CompleteStage();
        }

        private void FailAll(Exception failure)
        {
            foreach (var substream in _open.Values)
                substream.Source.Fail(failure);
            FailStage(failure);
        }

        private void Delivered()
        {
            _waitsFor = null;
            _waiting = default;
            if (IsClosed(In))
                CompleteAll();
        }

        private sealed class Substream : IOutHandler
        {
            private readonly Logic _logic;
            private readonly TKey _key;
            private bool _isAnnounced;

            internal Substream(Logic logic, TKey key)
            {
                _logic = logic;
                _key = key;
                Source = new SubSource<T>(logic, _ => this);
            }

            internal SubSource<T> Source { get; }

            public void OnPull()
            {
                if (_logic._waitsFor == this && Source.IsAvailable)
                {
                    Source.Push(_logic._waiting!);
                    _logic.Delivered();
                }

                _logic.PullNext();
            }

            public void OnDownstreamFinish(Exception cause)
            {
                _logic._open.Remove(_key);
                _logic._cancelled.Add(_key);
                if (_logic._waitsFor == this)
                    _logic.Delivered();
                _logic.PullNext();
            }

            /// <summary>Sends the substream downstream, once, as soon as it is asked for.</summary>
            internal void Announce()
            {
                if (_isAnnounced || !_logic.IsAvailable(_logic.Out))
                    return;
                _isAnnounced = true;
                _logic.Push(_logic.Out, Dsl.Source.FromGraph(Source));
            }
        }
    }
}
