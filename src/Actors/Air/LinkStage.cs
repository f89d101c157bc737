using Akka;
using Akka.Actor;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Actors;

/// <summary>Each frame through the link of its user, many users at once.</summary>
internal static class LinkStage
{
    private const int MostAtOnce = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Flow<Journey, Journey, NotUsed> Flow(IReadOnlyList<IActorRef> links) => Akka.Streams.Dsl.Flow
        .Create<Journey>()
        .SelectAsyncUnordered(MostAtOnce, journey => journey.IsOver
            ? Task.FromResult(journey)
            : SendAsync(links[journey.Submission.Work.User.Value], journey));

    /// <summary>A link that does not answer fails this one transmission.</summary>
    private static async Task<Journey> SendAsync(IActorRef link, Journey journey)
    {
        try
        {
            return await link.Ask<Journey>(journey, Patience).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return journey with { Reason = EndReason.LinkFailed };
        }
    }
}
