using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Operators;

/// <summary>An operator with one inlet and one outlet.</summary>
internal abstract class FlowStage<TIn, TOut> : GraphStage<FlowShape<TIn, TOut>>
{
    protected FlowStage()
    {
        var name = GetType().Name;
        In = new Inlet<TIn>($"{name}.in");
        Out = new Outlet<TOut>($"{name}.out");
        Shape = new FlowShape<TIn, TOut>(In, Out);
    }

    internal Inlet<TIn> In { get; }

    internal Outlet<TOut> Out { get; }

    public override FlowShape<TIn, TOut> Shape { get; }
}

/// <summary>Passes demand on upstream unless an operator does otherwise.</summary>
internal abstract class FlowLogic<TIn, TOut> : InAndOutGraphStageLogic
{
    protected readonly Inlet<TIn> In;
    protected readonly Outlet<TOut> Out;

    protected FlowLogic(FlowShape<TIn, TOut> shape) : base(shape)
    {
        In = shape.Inlet;
        Out = shape.Outlet;
        SetHandlers(In, Out, this);
    }

    public override void OnPull() => Pull(In);
}

/// <summary>Runs functions of the user on each element and asks the decider what to do when one throws.</summary>
internal abstract class SupervisedLogic<TIn, TOut>(FlowShape<TIn, TOut> shape, Attributes attributes)
    : FlowLogic<TIn, TOut>(shape)
{
    private readonly Decider _decider = ActorAttributes.Decider(attributes);

    public sealed override void OnPush()
    {
        try
        {
            Process(Grab(In));
        }
        catch (Exception failure)
        {
            if (Survives(failure))
                PullNext();
        }
    }

    /// <summary>Pushes what comes of the element, or pulls the next.</summary>
    protected abstract void Process(TIn element);

    /// <summary>Drops what the operator has kept of earlier elements.</summary>
    protected virtual void Reset()
    {
    }

    /// <summary>Goes on after an element was dropped.</summary>
    protected virtual void PullNext()
    {
        if (!HasBeenPulled(In))
            TryPull(In);
    }

    /// <summary>False: the stage has been failed.</summary>
    protected bool Survives(Exception failure)
    {
        var directive = _decider(failure);
        if (directive == Directive.Stop)
            FailStage(failure);
        else if (directive == Directive.Restart)
            Reset();
        return directive != Directive.Stop;
    }
}
