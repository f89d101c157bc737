using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>Encodes batches with the models of a codec.</summary>
internal sealed class EncoderActor(RunContext run, int worker) : BatchWorker(worker, run.Clock.Time)
{
    private readonly int worker = worker;
    private readonly IEncoder encoder = run.Codec.CreateEncoder(run.Options.Encoders.PlaceOf(worker));

    protected override BatchFaults FaultsOf(long batch) => run.Faults.OfEncoder(worker, batch);

    protected override void Free() => encoder.Dispose();

    protected override IReadOnlyList<Journey> Compute(IReadOnlyList<Journey> journeys)
    {
        if (journeys.Count == 0) return [];
        var results = encoder.Encode([.. journeys.Select(journey => journey.Submission.Work)]);
        return [.. journeys.Zip(results, With)];
    }

    private Journey With(Journey journey, EncodeResult result)
    {
        if (result.Encoding is not { } encoding) return journey with { Reason = EndReason.EncodingFailed };
        if (run.Faults.IsNotFinite(journey.Submission.Id))
            encoding = encoding with { Symbols = [.. encoding.Symbols.Select(_ => float.NaN)] };
        return AreFinite(encoding.Symbols)
            ? journey with { Encoding = encoding }
            : journey with { Reason = EndReason.NotFinite };
    }

    private static bool AreFinite(float[] symbols)
    {
        foreach (var symbol in symbols)
            if (!float.IsFinite(symbol)) return false;
        return true;
    }
}
