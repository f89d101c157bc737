using Akka.Streams.Supervision;

namespace Akka.Streams.Sinks;

internal sealed class ForEachSink<T>(Action<T> action) : SinkStage<T, Done>
{
    protected override SinkLogic<T, Done> CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, action, ActorAttributes.Decider(inheritedAttributes));

    private sealed class Logic(SinkShape<T> shape, Action<T> action, Decider decider) : SinkLogic<T, Done>(shape)
    {
        public override void OnPush()
        {
            try
            {
                action(Grab(In));
            }
            catch (Exception failure) when (decider(failure) == Directive.Stop)
            {
                Fail(failure);
                return;
            }
            catch (Exception)
            {
                // The decider has said to go on without the element.
            }

            Pull(In);
        }

        public override void OnUpstreamFinish() => Succeed(Done.Instance);
    }
}
