using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>Encodes batches with the models of a codec.</summary>
internal sealed class EncoderActor(RunContext run, int worker) : BatchWorker(run, worker)
{
    private readonly RunContext run = run;
    private readonly int worker = worker;
    private readonly IEncoder encoder = run.Codec.CreateEncoder(run.Options.Encoders.PlaceOf(worker));

    protected override BatchFaults FaultsOf(long batch) => run.Faults.OfEncoder(worker, batch);

    protected override (double Least, Func<IReadOnlyList<Journey>, double> Of) TimesOf(
        IReadOnlyList<Journey> journeys)
    {
        var times = run.Times.OfEncoder(worker);
        var stretch = times.StretchOf(journeys[0].Id, isDecoding: false);
        return (stretch * times.LeastEncodeSeconds([.. journeys.Select(journey => journey.Request)]),
            results => stretch * times.EncodeSeconds([.. results.Select(journey => journey.Encoding)]));
    }

    protected override void Free() => encoder.Dispose();

    protected override IReadOnlyList<Journey> Compute(IReadOnlyList<Journey> journeys) =>
        [.. journeys.Zip(encoder.Encode([.. journeys.Select(journey => journey.Request)]), With)];

    private Journey With(Journey journey, Encoding? encoding)
    {
        if (encoding is null)
        {
            return journey with
            {
                Reason = EndReason.EncodingFailed,
                Detail = encoder.Problems.GetValueOrDefault(journey.Id),
            };
        }
        if (run.Faults.IsNotFinite(journey.Id))
            encoding = encoding with { Symbols = [float.NaN] };
        return Array.TrueForAll(encoding.Symbols, float.IsFinite)
            ? journey with { Encoding = encoding }
            : journey with { Reason = EndReason.NotFinite };
    }
}
