using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>Encodes batches with the models of a codec.</summary>
internal sealed class EncoderActor(Workshop shop) : BatchWorker(shop)
{
    private readonly IEncoder encoder = shop.Codec.CreateEncoder(shop.Place);

    protected override (double Least, Func<IReadOnlyList<WorkResult>, double> Of) TimesOf(
        IBatchTimes times, IReadOnlyList<WorkItem> items)
    {
        var stretch = times.StretchOf(items[0].Id, isDecoding: false);
        return (stretch * times.LeastEncodeSeconds([.. items.Select(item => item.Request)]),
            results => stretch * times.EncodeSeconds([.. results.Select(result => result.Encoding)]));
    }

    protected override void Free() => encoder.Dispose();

    protected override IReadOnlyList<WorkResult> Compute(IReadOnlyList<WorkItem> items) => [.. items.Zip(
        Checked(encoder.Encode([.. items.Select(item => item.Request)]), items.Count, "encoder"), ResultOf)];

    private WorkResult ResultOf(WorkItem item, Encoding? encoding) => encoding switch
    {
        null => new()
        {
            Reason = EndReason.EncodingFailed,
            Detail = encoder.Problems.GetValueOrDefault(item.Id),
        },
        { Symbols: var symbols } when Array.TrueForAll(symbols, float.IsFinite) => new() { Encoding = encoding },
        _ => new() { Reason = EndReason.NotFinite },
    };
}
