using EditableDeepSC.Channels;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// How edits come out at the transmitter, before any channel: held-out portraits, each with a held-out sentence that
/// asks for a change, measured by the judge, the identity network and the true counterfactual.
/// </summary>
internal sealed class EditQuality(JeccNetworks networks, AttributePredictor judge, FaceIdentity identity)
{
    private static readonly Seed Sentences = new(78);
    private readonly List<EditRecord> edits = [];
    private readonly List<EditRecord> single = [];

    /// <summary>
    /// Measures portraits [N, P] from number <paramref name="first"/> on and their images; what the transmitter made of
    /// them.
    /// </summary>
    public IReadOnlyList<JeccEncoding> Measure(int first, Tensor rows, Tensor images)
    {
        var count = (int)rows.shape[0];
        var texts = Enumerable.Range(first, count).Select(Sentence).ToList();
        var encodings = new JeccEncoder(networks).Encode(
            [.. texts.Select((text, i) => new JeccRequest(text, images[i], null, 0, first + i))]);
        edits.AddRange(Judge(encodings, rows, images));
        var once = new JeccEncoder(networks, new() { Matching = new() { Iterative = false } });
        single.AddRange(Judge(once.Encode(
            [.. texts.Select((text, i) => new JeccRequest(text, null, encodings[i].Source, 0))]), rows, images));
        return encodings;
    }

    public IEnumerable<MeasuredFigure> Figures()
    {
        const string sender = "edit at the sender", once = "without iterative matching";
        yield return Share(sender, "predictor agrees", edits, edit => edit.PredictorAgrees, 0.92);
        yield return Share(sender, "judge's degree as expected", edits, edit => edit.JudgeOff == 0, 0.75);
        yield return Share(sender, "judge's degree within one", edits, edit => edit.JudgeOff <= 1, 0.92);
        yield return Estimate.Mean(sender, "moves", [.. edits.Select(edit => (double)edit.Iterations)]);
        yield return Estimate.Mean("precision", "others moved, degrees",
            [.. edits.Select(edit => edit.OthersMoved)], 0.4, lessIsBetter: true);
        yield return Estimate.Mean("precision", "identity, cosine to the original",
            [.. edits.Select(edit => edit.Identity)], 0.75);
        yield return Share("precision", "nearer to the counterfactual", edits, edit => edit.IsNearer, 0.80);
        yield return Share(once, "judge's degree as expected", single, edit => edit.JudgeOff == 0, null);
        yield return Estimate.Mean(once, "points lost in the judge's agreement",
            [.. edits.Zip(single, (all, one) => (all.JudgeOff == 0 ? 1.0 : 0) - (one.JudgeOff == 0 ? 1.0 : 0))], 0.20);
    }

    private List<EditRecord> Judge(IReadOnlyList<JeccEncoding> encodings, Tensor rows, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var before = Image(encodings.Select(encoding => encoding.Source));
        var after = Image(encodings.Select(encoding => encoding.Latent));
        var (degreesBefore, degreesAfter) = (DegreesOf(before), DegreesOf(after));
        var likeness = (Features(images) * Features(after)).sum(dim: 1).cpu().data<float>().ToArray();
        var wanted = rows.clone();
        for (var i = 0; i < encodings.Count; i++)
            if (encodings[i].Target is { } target)
                wanted[i, PortraitParameters.ColumnOf(target.Attribute)] = (double)target.Degree;
        var counterfactual = PortraitRenderer.Render(wanted).to(networks.Device);
        var (distanceBefore, distanceAfter) =
            (networks.Perceptual.call(before, counterfactual), networks.Perceptual.call(after, counterfactual));
        var nearer = (distanceAfter < distanceBefore).cpu().data<bool>().ToArray();
        var records = new List<EditRecord>();
        for (var i = 0; i < encodings.Count; i++)
        {
            // A sentence that asks for what is there already, or that was not understood, is no edit to be judged.
            if (encodings[i].Reason is MatchingStop.AlreadyThere or MatchingStop.NothingAsked) continue;
            var target = encodings[i].Target!;
            var others = FaceAttributes.All.Where(attribute => attribute != target.Attribute)
                .Average(attribute => Math.Abs(degreesAfter[i][(int)attribute] - degreesBefore[i][(int)attribute]));
            records.Add(new(encodings[i].Reason == MatchingStop.Agreed,
                (int)Math.Abs(degreesAfter[i][(int)target.Attribute] - target.Degree), others, likeness[i], nearer[i],
                encodings[i].Iterations));
        }
        return records;
    }

    private Tensor Image(IEnumerable<float[]> latents) =>
        networks.Generator.call(stack(latents.Select(latent => tensor(latent))).to(networks.Device));

    private Tensor Features(Tensor images) => nn.functional.normalize(identity.Embed(images));

    private long[][] DegreesOf(Tensor images) =>
        [.. stack(judge.call(AttributePredictor.Normalize(images)).Select(head => head.argmax(1)), 1)
            .cpu().data<long>().ToArray().Chunk(FaceAttributes.Count)];

    private static string Sentence(int portrait)
    {
        var grammar = new RequestGrammar(Sentences);
        for (long attempt = 0; ; attempt++)
        {
            var request = grammar.Generate((portrait << 8) + attempt, RequestSplit.HeldOutSentence);
            if (request.Label.Attribute is not null) return request.Text;
        }
    }

    private static MeasuredFigure Share(string part, string name, List<EditRecord> edits, Func<EditRecord, bool> holds,
        double? bar) => Estimate.Share(part, name, edits.Count(holds), edits.Count, bar);
}
