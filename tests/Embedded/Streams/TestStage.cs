using Akka.Streams;
using Akka.Streams.Stage;

namespace EditableDeepSC.Embedded.Tests.Streams;

/// <summary>A flow stage that a test fills in, as a user's own stage would be written.</summary>
public sealed class TestStage<T>(Action<TestStage<T>.Logic, TestStage<T>> configure) : GraphStage<FlowShape<T, T>>
{
    private readonly Action<Logic, TestStage<T>> _configure = configure;

    public Inlet<T> In { get; } = new("test.in");

    public Outlet<T> Out { get; } = new("test.out");

    public override FlowShape<T, T> Shape => new(In, Out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes)
    {
        var logic = new Logic(Shape);
        _configure(logic, this);
        return logic;
    }

    /// <summary>Opens the protected members of a stage logic to the test.</summary>
    public sealed class Logic(Shape shape) : TimerGraphStageLogic(shape)
    {
        public Action Started { get; set; } = () => { };

        public Action Stopped { get; set; } = () => { };

        public Action<object> Timer { get; set; } = _ => { };

        public override void PreStart() => Started();

        public override void PostStop() => Stopped();

        public void Handle(TestStage<T> stage, Action onPush, Action onPull, Action? onFinish = null, Action? onCancel = null)
        {
            SetHandler(stage.In, onPush, onFinish);
            SetHandler(stage.Out, onPull, onCancel is null ? null : _ => onCancel());
        }

        public void DoPull(Inlet<T> inlet) => Pull(inlet);

        public void DoCancel(Inlet<T> inlet) => Cancel(inlet);

        public T DoGrab(Inlet<T> inlet) => Grab(inlet);

        public void DoPush(Outlet<T> outlet, T element) => Push(outlet, element);

        public void DoEmit(Outlet<T> outlet, IEnumerable<T> elements) => EmitMultiple(outlet, elements);

        public void DoEmit(Outlet<T> outlet, IEnumerable<T> elements, Action andThen) =>
            EmitMultiple(outlet, elements, andThen);

        public void DoScheduleOnce(object key, TimeSpan delay) => ScheduleOnce(key, delay);

        public void DoScheduleRepeatedly(object key, TimeSpan interval) => ScheduleRepeatedly(key, interval);

        public void DoCancelTimer(object key) => CancelTimer(key);

        public Action<TValue> DoGetAsyncCallback<TValue>(Action<TValue> handler) => GetAsyncCallback(handler);

        public StageActor DoGetStageActor(StageActorRef.Receive receive) => GetStageActor(receive);

        public void DoSetKeepGoing(bool enabled) => SetKeepGoing(enabled);

        protected override void OnTimer(object timerKey) => Timer(timerKey);
    }
}
