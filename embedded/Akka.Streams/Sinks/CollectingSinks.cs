using System.Collections.Immutable;

namespace Akka.Streams.Sinks;

internal sealed class IgnoreSink<T> : SinkStage<T, Done>
{
    protected override SinkLogic<T, Done> CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic(SinkShape<T> shape) : SinkLogic<T, Done>(shape)
    {
        public override void OnPush() => Pull(In);

        public override void OnUpstreamFinish() => Succeed(Done.Instance);
    }
}

internal sealed class SeqSink<T> : SinkStage<T, IImmutableList<T>>
{
    protected override SinkLogic<T, IImmutableList<T>> CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic(SinkShape<T> shape) : SinkLogic<T, IImmutableList<T>>(shape)
    {
        private readonly ImmutableArray<T>.Builder _elements = ImmutableArray.CreateBuilder<T>();

        public override void OnPush()
        {
            _elements.Add(Grab(In));
            Pull(In);
        }

        public override void OnUpstreamFinish() => Succeed(_elements.ToImmutable());
    }
}

/// <summary>The first element; then cancels. Without one: a default, or a failure.</summary>
internal sealed class FirstSink<T>(bool orDefault) : SinkStage<T, T>
{
    protected override SinkLogic<T, T> CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, orDefault);

    private sealed class Logic(SinkShape<T> shape, bool orDefault) : SinkLogic<T, T>(shape)
    {
        public override void OnPush() => Succeed(Grab(In));

        public override void OnUpstreamFinish()
        {
            if (orDefault)
                Succeed(default!);
            else
                Fail(new NoSuchElementException("First of empty stream"));
        }
    }
}

/// <summary>The last element. Without one: a default, or a failure.</summary>
internal sealed class LastSink<T>(bool orDefault) : SinkStage<T, T>
{
    protected override SinkLogic<T, T> CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, orDefault);

    private sealed class Logic(SinkShape<T> shape, bool orDefault) : SinkLogic<T, T>(shape)
    {
        private T? _last;
        private bool _any = orDefault;

        public override void OnPush()
        {
            _last = Grab(In);
            _any = true;
            Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (_any)
                Succeed(_last!);
            else
                Fail(new NoSuchElementException("Last of empty stream"));
        }
    }
}
