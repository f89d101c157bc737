using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>Fails when no element has passed for <paramref name="timeout"/>.</summary>
internal sealed class IdleTimeout<T>(TimeSpan timeout) : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, timeout);

    private sealed class Logic(FlowShape<T, T> shape, TimeSpan timeout) : TimerFlowLogic<T, T>(shape)
    {
        private TimeSpan _deadline;

        public override void PreStart()
        {
            _deadline = Now + timeout;
            ScheduleOnce(this, timeout);
        }

        public override void OnPush()
        {
            _deadline = Now + timeout;
            Push(Out, Grab(In));
        }

        // One timer for many elements: it looks when the last one passed and sleeps for the rest.
        protected internal override void OnTimer(object timerKey)
        {
            var left = _deadline - Now;
            if (left > TimeSpan.Zero)
                ScheduleOnce(this, left);
            else
                FailStage(new TimeoutException($"No elements passed in the last {timeout}."));
        }
    }
}

/// <summary>Fails when the stream has not completed <paramref name="timeout"/> after its start.</summary>
internal sealed class CompletionTimeout<T>(TimeSpan timeout) : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, timeout);

    private sealed class Logic(FlowShape<T, T> shape, TimeSpan timeout) : TimerFlowLogic<T, T>(shape)
    {
        public override void PreStart() => ScheduleOnce(this, timeout);

        public override void OnPush() => Push(Out, Grab(In));

        protected internal override void OnTimer(object timerKey) =>
            FailStage(new TimeoutException($"The stream has not been completed in {timeout}."));
    }
}

/// <summary>
/// A token bucket: <paramref name="cost"/> tokens every <paramref name="per"/>, at most
/// <paramref name="maximumBurst"/> saved up. One element at most waits for its tokens.
/// </summary>
internal sealed class Throttle<T>(
    int cost, TimeSpan per, int maximumBurst, Func<T, int> calculateCost, ThrottleMode mode) : FlowStage<T, T>
{
    private readonly double _tokensPerTick = cost / (double)per.Ticks;
    private readonly int _maximumBurst = maximumBurst;
    private readonly Func<T, int> _calculateCost = calculateCost;
    private readonly ThrottleMode _mode = mode;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(Throttle<T> stage) : TimerFlowLogic<T, T>(stage.Shape)
    {
        private double _tokens = stage._maximumBurst;
        private TimeSpan _countedAt;
        private T? _waiting;
        private bool _isWaiting;

        public override void PreStart() => _countedAt = Now;

        public override void OnPush()
        {
            var element = Grab(In);
            var delay = Spend(stage._calculateCost(element));
            if (delay <= TimeSpan.Zero)
            {
                Push(Out, element);
            }
            else if (stage._mode == ThrottleMode.Enforcing)
            {
                FailStage(new OverflowException("Maximum throttle throughput exceeded."));
            }
            else
            {
                _waiting = element;
                _isWaiting = true;
                ScheduleOnce(this, delay);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!_isWaiting)
                CompleteStage();
        }

        protected internal override void OnTimer(object timerKey)
        {
            Push(Out, _waiting!);
            _waiting = default;
            _isWaiting = false;
            if (IsClosed(In))
                CompleteStage();
        }

        /// <summary>Takes tokens out and returns how long it takes until they will have come in.</summary>
        private TimeSpan Spend(int cost)
        {
            var now = Now;
            var earned = (now - _countedAt).Ticks * stage._tokensPerTick;
            _countedAt = now;
            _tokens = Math.Min(stage._maximumBurst, _tokens + earned) - cost;
            return TimeSpan.FromTicks((long)Math.Ceiling(Math.Max(0, -_tokens) / stage._tokensPerTick));
        }
    }
}
