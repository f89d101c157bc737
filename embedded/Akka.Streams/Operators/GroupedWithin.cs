using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>
/// Gathers elements until a group weighs <paramref name="maxWeight"/>, has <paramref name="maxNumber"/> members, or
/// its first member has waited for <paramref name="interval"/>. A group that is due but not asked for goes on growing
/// up to its limits; one element at most waits beside it.
/// </summary>
internal sealed class GroupedWithin<T>(long maxWeight, int maxNumber, TimeSpan interval, Func<T, long> cost)
    : FlowStage<T, IEnumerable<T>>
{
    private readonly long _maxWeight = maxWeight;
    private readonly int _maxNumber = maxNumber;
    private readonly TimeSpan _interval = interval;
    private readonly Func<T, long> _cost = cost;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(GroupedWithin<T> stage) : TimerFlowLogic<T, IEnumerable<T>>(stage.Shape)
    {
        private static readonly object DueTimer = new();

        private List<T> _group = [];
        private long _weight;
        private bool _due;
        private bool _full;
        private bool _hasPending;
        private T? _pending;

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            var element = Grab(In);
            var cost = stage._cost(element);
            if (cost < 0)
                throw new ArgumentException($"The weight of element [{element}] is {cost}; it must not be negative.");
            if (_group.Count > 0 && cost > stage._maxWeight - _weight)
            {
                _pending = element;
                _hasPending = _full = true;
            }
            else
            {
                Add(element, cost);
            }

            PushOrPull();
        }

        public override void OnPull() => PushOrPull();

        public override void OnUpstreamFinish()
        {
            if (_group.Count == 0)
            {
                CompleteStage();
                return;
            }

            _full = true;
            PushOrPull();
        }

        protected internal override void OnTimer(object timerKey)
        {
            _due = true;
            PushOrPull();
        }

        private void Add(T element, long cost)
        {
            if (_group.Count == 0)
                ScheduleOnce(DueTimer, stage._interval);
            _group.Add(element);
            _weight += cost;
            _full = _weight >= stage._maxWeight || _group.Count >= stage._maxNumber;
        }

        private void PushOrPull()
        {
            if ((_due || _full) && IsAvailable(Out))
                PushGroup();
            if (_group.Count == 0 && IsClosed(In))
                CompleteStage();
            else if (!_full && !IsClosed(In) && !HasBeenPulled(In))
                Pull(In);
        }

        private void PushGroup()
        {
            Push(Out, _group);
            CancelTimer(DueTimer);
            _group = [];
            _weight = 0;
            _due = _full = false;
            if (!_hasPending)
                return;
            Add(_pending!, stage._cost(_pending!));
            _pending = default;
            _hasPending = false;
            _full |= IsClosed(In);
        }
    }
}
