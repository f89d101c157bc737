using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Codecs;

/// <summary>
/// The receivers of one worker: symbols in, pictures out, each measured against the picture that was meant.
/// </summary>
internal sealed class JeccReceiver : IDecoder
{
    private readonly JeccCodecOptions options;
    private readonly JeccModels models;
    private readonly AdapterBank<AdapterPair> bank;
    private readonly bool deterministic;
    private readonly TimeProvider time;

    public JeccReceiver(JeccCodecOptions options, JeccModels models, IReadOnlyList<double> adapterSnrsDb, int bankSize,
        bool deterministic, TimeProvider time)
    {
        this.options = options;
        (this.models, this.deterministic, this.time) = (models, deterministic, time);
        bank = new AdapterBank<AdapterPair>(bankSize,
            id => PriorNetworks.Frozen(AdapterSet.LoadPair(models.Weights, adapterSnrsDb[id]), models.Networks.Device),
            pair => pair.Dispose(), time);
    }

    public AdapterBankCounts Adapters => bank.Counts;

    public TimeSpan Measuring { get; private set; }

    public IReadOnlyList<DecodeResult> Decode(IReadOnlyList<DecodeRequest> batch) =>
        [.. batch.Chunk(deterministic ? JeccSender.DeterministicSlots : batch.Count).SelectMany(DecodeRows)];

    public void Dispose() => bank.Clear();

    private DecodeResult[] DecodeRows(DecodeRequest[] requests)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        // With fixed shapes an empty row computes what the first one does, and is dropped.
        DecodeRequest[] rows = deterministic
            ? [.. Enumerable.Range(0, JeccSender.DeterministicSlots).Select(i => requests[i < requests.Length ? i : 0])]
            : requests;
        var received = cat([.. rows.Select(row => Repair(row))], 0);
        var images = models.Networks.Generator.call(received);
        RgbImage[] pictures = [.. requests.Select((_, i) => ImageTensors.ToImage(images[i]))];
        var started = time.GetTimestamp();
        var results = Measure(requests, pictures, images, models.Networks.Generator.call(Rows(rows, row => row.Meant)));
        Measuring += time.GetElapsedTime(started);
        return results;
    }

    /// <summary>
    /// The latent vector [1, k] of a row's symbols; row by row, since a full bank frees one adapter for the next.
    /// </summary>
    private Tensor Repair(DecodeRequest row) => ChannelCoding.Decode(
        tensor(row.Symbols).to(models.Networks.Device).unsqueeze(0),
        options.Adapters ? [bank.Get(row.AdapterId).Decoder] : null);

    private DecodeResult[] Measure(DecodeRequest[] requests, RgbImage[] pictures, Tensor images, Tensor meant)
    {
        var distances = Numbers(models.Networks.Perceptual.call(images, meant));
        var errors = Numbers((images - meant).square().mean([1, 2, 3]));
        var heads = models.Judge.call(AttributePredictor.Normalize(images)).Select(head => head.argmax(1));
        var degrees = stack(heads, 1).cpu().data<long>().ToArray().Chunk(FaceAttributes.Count).ToArray();
        return [.. requests.Select((request, i) =>
        {
            int? seen = Enum.TryParse<FaceAttribute>(request.Edit.Attribute, ignoreCase: true, out var attribute)
                ? (int)degrees[i][(int)attribute] : null;
            var quality = new PictureQuality(seen is null ? null : seen == request.Edit.WantedDegree, distances[i],
                10 * Math.Log10(4 / Math.Max(errors[i], 1e-12)), FingerprintHash.Of(pictures[i].Pixels), seen);
            return new DecodeResult(quality, request.Work.KeepsPictures ? pictures[i] : null);
        })];
    }

    private Tensor Rows(DecodeRequest[] rows, Func<DecodeRequest, float[]> part) =>
        stack(rows.Select(row => tensor(part(row)))).to(models.Networks.Device);

    private static float[] Numbers(Tensor values) => values.cpu().data<float>().ToArray();
}
