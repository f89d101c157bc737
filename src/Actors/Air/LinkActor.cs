using Akka.Actor;
using Akka.Event;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Actors.Air;

/// <summary>
/// The radio links of the users of one <see cref="UserActor"/>: chooses the cell of each request, and its adapter from
/// what is known of the link, and sends symbols over it.
/// </summary>
internal sealed class LinkActor : ReceiveActor
{
    private readonly RunContext run;
    private readonly GroupLink link;
    private readonly AdapterPolicy policy;
    private readonly ServingCells? cells;

    /// <param name="run">The run.</param>
    /// <param name="link">Of the users' group.</param>
    /// <param name="policy">Of the users.</param>
    /// <param name="encoders">Where requests go on to.</param>
    /// <param name="cells">Who serves them; null where there is one cell.</param>
    public LinkActor(RunContext run, GroupLink link, AdapterPolicy policy, IActorRef encoders,
        ServingCells? cells = null)
    {
        (this.run, this.link, this.policy, this.cells) = (run, link, policy, cells);
        Receive<Submit>(message => encoders.Tell(new EncoderPool.Submit(WithAdapter(message.Journey))));
        Receive<EncoderPool.AllTaken>(encoders.Forward);
        Receive<Send>(message => Sender.Tell(new LinkStage.Arrived(TrySend(message.Journey))));
    }

    private Journey WithAdapter(Journey journey)
    {
        var at = run.Options.Deterministic ? journey.Asked.NominalSeconds : journey.SubmittedSeconds;
        var cell = cells?.Choose(journey.Request.User, at) ?? default;
        var choice = policy.Choose(journey.Request.User, journey.Id, at, link.SnrOf(cell.Cell));
        return journey with
        {
            Link = Self,
            Cell = cell,
            Adapter = choice,
            Request = journey.Request with { AdapterIndex = choice.AdapterIndex },
        };
    }

    private Journey TrySend(Journey journey)
    {
        try
        {
            return Transmit(journey);
        }
        catch (Exception cause) // a channel that throws, a plug-in's say, fails this one transmission
        {
            Context.GetLogger().Error(cause, "The channel failed {0}", journey.Id);
            return journey with { Reason = EndReason.LinkFailed };
        }
    }

    private Journey Transmit(Journey journey)
    {
        var (request, at) = (journey.Request,
            run.Options.Deterministic ? journey.Asked.NominalSeconds : journey.SentSeconds);
        var snrDb = link.SnrOf(journey.Cell.Cell).SnrDbAt(run.Seed, request.User, at);
        var use = new ChannelUse(run.Seed, request.User, request.Id, 0, snrDb)
        {
            TimeSeconds = at,
            SymbolRateBaud = run.Air[journey.Cell.Cell].SymbolRateBaud,
        };
        var transmission = link.Rent();
        var (frame, report) = run.Codec.Abstraction is { } mapping
            ? transmission.Abstract(mapping, run.Codec.SymbolCount, request.AdapterIndex, use)
            : transmission.Send(journey.Encoding!, request.AdapterIndex, use,
                run.Codec.HeaderSymbols == 0 ? 1 : run.Options.Adapters.SnrsDb.Count);
        link.Return(transmission);
        return journey with
        {
            Frame = frame,
            Report = report,
            MatchedAdapterIndex = AdapterPolicy.Nearest(run.Options.Adapters.SnrsDb, use.SnrDb),
        };
    }

    /// <summary>A request on its way to the encoders.</summary>
    public sealed record Submit(Journey Journey);

    /// <summary>A frame that has had its time on the air; answered with <see cref="LinkStage.Arrived"/>.</summary>
    public sealed record Send(Journey Journey);
}
