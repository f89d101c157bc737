using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>Decodes batches, which may mix adapters, and has the judge look at the pictures afterwards.</summary>
internal sealed class DecoderActor(RunContext run, int worker) : BatchWorker(run, worker)
{
    private readonly RunContext run = run;
    private readonly int worker = worker;
    private readonly IDecoder decoder = run.Codec.CreateDecoder(run.Options.Decoders.PlaceOf(worker));
    private readonly IJudge judge = run.Codec.CreateJudge(run.Options.Decoders.PlaceOf(worker));

    protected override AdapterBankCounts Adapters => decoder.Adapters;

    protected override BatchFaults FaultsOf(long batch) => run.Faults.OfDecoder(worker, batch);

    protected override (double Least, Func<IReadOnlyList<Journey>, double> Of) TimesOf(
        IReadOnlyList<Journey> journeys)
    {
        var times = run.Times.OfDecoder(worker);
        var seconds = times.StretchOf(journeys[0].Id, isDecoding: true) * times.DecodeSeconds(journeys.Count);
        return (seconds, _ => seconds);
    }

    protected override void Free()
    {
        decoder.Dispose();
        judge.Dispose();
    }

    protected override IReadOnlyList<Journey> Compute(IReadOnlyList<Journey> journeys) =>
        [.. journeys.Zip(decoder.Decode([.. journeys.Select(journey => journey.Frame!)]), (journey, picture) =>
            picture is null
                ? journey with { Reason = EndReason.DecodingFailed }
                : journey with { Picture = picture })];

    protected override IReadOnlyList<Journey> Measure(IReadOnlyList<Journey> journeys)
    {
        Journey[] decoded = [.. journeys.Where(journey => !journey.IsOver)];
        if (decoded.Length == 0) return journeys;
        var figures = new Queue<PictureQuality>(judge.Judge([.. decoded.Select(journey =>
            new JudgeRequest(journey.Request, journey.Encoding!, journey.Frame!, journey.Picture!))]));
        return [.. journeys.Select(journey => journey.IsOver ? journey : With(journey, figures.Dequeue()))];
    }

    private static Journey With(Journey journey, PictureQuality quality) =>
        double.IsFinite(quality.LpipsP) && double.IsFinite(quality.PsnrDb)
            ? journey with { Quality = quality, Picture = journey.Request.KeepsPictures ? journey.Picture : null }
            : journey with { Reason = EndReason.NotFinite };
}
