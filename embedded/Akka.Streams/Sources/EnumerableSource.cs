using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Sources;

/// <summary>Enumerates anew for each run, one element a pull.</summary>
internal sealed class EnumerableSource<T>(IEnumerable<T> elements) : SourceStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, elements, ActorAttributes.Decider(inheritedAttributes));

    private sealed class Logic(SourceShape<T> shape, IEnumerable<T> elements, Decider decider) : SourceLogic<T>(shape)
    {
        private IEnumerator<T> _next = Enumerable.Empty<T>().GetEnumerator();

        public override void PreStart()
        {
            _next = elements.GetEnumerator();
            Advance();
        }

        public override void OnPull()
        {
            Push(Out, _next.Current);
            Advance();
        }

        public override void PostStop() => _next.Dispose();

        // Looks one ahead, so that the stream completes with its last element.
        private void Advance()
        {
            try
            {
                if (!_next.MoveNext())
                    CompleteStage();
            }
            catch (Exception failure)
            {
                if (decider(failure) == Directive.Stop)
                    FailStage(failure);
                else
                    CompleteStage();
            }
        }
    }
}
