using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>Decodes batches with the models of a codec; a batch may mix adapters.</summary>
internal sealed class DecoderActor(RunContext run, int worker) : BatchWorker(worker, run.Clock.Time)
{
    private readonly int worker = worker;
    private readonly IDecoder decoder = run.Codec.CreateDecoder(run.Options.Decoders.PlaceOf(worker));

    protected override AdapterBankCounts Adapters => decoder.Adapters;

    protected override TimeSpan Measuring => decoder.Measuring;

    protected override BatchFaults FaultsOf(long batch) => run.Faults.OfDecoder(worker, batch);

    protected override void Free() => decoder.Dispose();

    protected override IReadOnlyList<Journey> Compute(IReadOnlyList<Journey> journeys)
    {
        if (journeys.Count == 0) return [];
        var results = decoder.Decode([.. journeys.Select(RequestOf)]);
        return [.. journeys.Zip(results, With)];
    }

    private static DecodeRequest RequestOf(Journey journey) => new(journey.Submission.Work,
        journey.Encoding!.Edit, journey.Encoding.Latent, journey.Received, journey.NoiseVariance,
        journey.Link!.Value.MeasuredSnrDb, journey.Submission.Work.AdapterId);

    private static Journey With(Journey journey, DecodeResult result) => result.Quality switch
    {
        null => journey with { Reason = EndReason.DecodingFailed },
        { } quality when !double.IsFinite(quality.LpipsP) || !double.IsFinite(quality.PsnrDb) =>
            journey with { Reason = EndReason.NotFinite },
        { } quality => journey with { Quality = quality, Picture = result.Picture },
    };
}
