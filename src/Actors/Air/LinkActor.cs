using Akka.Actor;
using Akka.Event;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Air;

/// <summary>The radio link of one user: sends symbols through its channel and answers with what was received.</summary>
internal sealed class LinkActor : ReceiveActor
{
    private readonly RunContext run;
    private readonly UserLink link;

    public LinkActor(RunContext run, UserLink link)
    {
        (this.run, this.link) = (run, link);
        var log = Context.GetLogger();
        Receive<Journey>(journey =>
        {
            try
            {
                Sender.Tell(Send(journey));
            }
            catch (Exception cause) // a channel that throws, a plug-in's say, fails this one transmission
            {
                log.Error(cause, "The channel failed {0}", journey.Submission.Id);
                Sender.Tell(journey with { Reason = EndReason.LinkFailed });
            }
        });
    }

    private Journey Send(Journey journey)
    {
        var submission = journey.Submission;
        var seed = new Seed((ulong)run.Options.Seed);
        var at = run.Options.Deterministic ? submission.Request.NominalSeconds : journey.SentSeconds;
        var symbols = journey.Encoding!.Symbols.AsSpan().ToArray();
        var variance = new float[symbols.Length / 2];
        var pairs = ComplexSpan.FromReal(symbols);
        SymbolPower.Normalise(pairs, 2);
        var use = new ChannelUse(
            seed, submission.Work.User, submission.Id, pairs.Length, link.Snr.SnrDbAt(seed, submission.Work.User, at))
        {
            TimeSeconds = at,
            Power = 2,
            SymbolRateBaud = run.Options.Cell.SymbolRateBaud,
        };
        var air = link.Rent();
        var report = air.Send(use, pairs, pairs, variance);
        link.Return(air);
        return journey with
        {
            Received = symbols,
            NoiseVariance = variance,
            Link = report,
            BestAdapterId = AdapterPolicy.Nearest(run.Options.Adapters.SnrsDb, use.SnrDb),
            ReceivedHash = FingerprintHash.Of(symbols),
        };
    }
}
