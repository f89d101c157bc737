using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Calibrating;

/// <summary>Decodes frames of one turn and measures the pictures: judge, LPIPS-P, PSNR, identity.</summary>
internal sealed class ReceiverFigures : IDisposable
{
    private readonly JeccNetworks networks;
    private readonly AttributePredictor predictor;
    private readonly FaceIdentity identity;
    private readonly JeccDecoder decoder;
    private readonly JeccJudge judge;

    internal ReceiverFigures(JeccNetworks networks)
    {
        this.networks = networks;
        predictor = PriorNetworks.Frozen(PriorNetworks.Judge(networks.Weights), networks.Device);
        identity = PriorNetworks.Frozen(PriorNetworks.Identity(networks.Weights), networks.Device);
        var adapters = networks.Adapters.SnrsDb;
        decoder = new JeccDecoder(networks, adapters, adapters.Count, new(), rows: null, TimeProvider.System);
        judge = new JeccJudge(networks, predictor, coding: null);
    }

    /// <summary>What the user means of the original, as the judge sees that; null where no edit.</summary>
    internal EditTarget? MeantBy(Turn turn) => EditTarget.Of(turn.Label, judge.Degrees([turn.Original])[0]);

    internal IReadOnlyList<ReceiverFigure> Of(Turn turn, IReadOnlyList<ReceivedFrame> frames)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        RgbImage[] pictures = [.. decoder.Decode(frames)!];
        var meant = networks.Pictures([tensor(turn.Encoding.Latent)])[0]!;
        var likeness = nn.functional.cosine_similarity(Features(pictures), Features([turn.Original]))
            .data<float>().ToArray();
        var distances = judge.Compare(pictures, [.. Enumerable.Repeat(meant, pictures.Length)]);
        var degrees = judge.Degrees(pictures);
        return [.. pictures.Select((_, i) => new ReceiverFigure(Math.Round(distances[i].LpipsP, 4),
            Math.Round(distances[i].PsnrDb, 2), Math.Round(likeness[i], 3),
            turn.Label.Attribute is { } attribute ? degrees[i][(int)attribute] : null))];
    }

    public void Dispose()
    {
        decoder.Dispose();
        judge.Dispose();
        identity.Dispose();
        predictor.Dispose();
    }

    private Tensor Features(RgbImage[] pictures) => identity.Embed(stack(pictures.Select(ImageTensors.FromImage)));
}

/// <summary>How one picture came through.</summary>
/// <param name="LpipsP">Distance to the picture meant.</param>
/// <param name="PsnrDb">Against the picture meant, dB.</param>
/// <param name="Identity">Cosine of F's features, of the original to this.</param>
/// <param name="SeenDegree">What the judge sees; null where no edit was asked for.</param>
internal readonly record struct ReceiverFigure(double LpipsP, double PsnrDb, double Identity, int? SeenDegree);
