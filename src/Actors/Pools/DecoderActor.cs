using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>Decodes batches, which may mix adapters, and has the judge look at the pictures afterwards.</summary>
internal sealed class DecoderActor(Workshop shop) : BatchWorker(shop)
{
    private readonly IDecoder decoder = shop.Codec.CreateDecoder(shop.Place);
    private readonly IJudge judge = shop.Codec.CreateJudge(shop.Place);

    protected override AdapterBankCounts Adapters => decoder.Adapters;

    protected override (double Least, Func<IReadOnlyList<WorkResult>, double> Of) TimesOf(
        IBatchTimes times, IReadOnlyList<WorkItem> items)
    {
        var seconds = times.StretchOf(items[0].Id, isDecoding: true) * times.DecodeSeconds(items.Count);
        var loads = decoder.Adapters.Loads;
        return (seconds, _ => seconds + times.AdapterLoadSeconds * (decoder.Adapters.Loads - loads));
    }

    protected override void Free()
    {
        decoder.Dispose();
        judge.Dispose();
    }

    protected override IReadOnlyList<WorkResult> Compute(IReadOnlyList<WorkItem> items) => [.. Checked(
        decoder.Decode([.. items.Select(item => item.Frame!)]), items.Count, "decoder").Select(picture =>
            picture is null ? new WorkResult { Reason = EndReason.DecodingFailed } : new() { Picture = picture })];

    protected override IReadOnlyList<WorkResult> Measure(
        IReadOnlyList<WorkItem> items, IReadOnlyList<WorkResult> results)
    {
        JudgeRequest[] decoded = [.. items.Zip(results).Where(one => one.Second.Picture is not null).Select(one =>
            new JudgeRequest(one.First.Request, one.First.Encoding!, one.First.Frame!, one.Second.Picture!, one.First.Meant))];
        if (decoded.Length == 0) return results;
        var figures = new Queue<PictureQuality>(Checked(judge.Judge(decoded), decoded.Length, "judge"));
        return [.. items.Zip(results, (item, result) =>
            result.Picture is null ? result : With(item, result, figures.Dequeue()))];
    }

    private static WorkResult With(WorkItem item, WorkResult result, PictureQuality quality) =>
        double.IsFinite(quality.LpipsP) && double.IsFinite(quality.PsnrDb)
            ? result with { Quality = quality, Picture = item.Request.KeepsPictures ? result.Picture : null }
            : new() { Reason = EndReason.NotFinite };
}
