using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests.Grammar;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// What can be measured on a user's own faces: no picture of them is drawn, so there is no counterfactual, and a degree
/// is that of the labels or else the one that the judge sees.
/// </summary>
/// <param name="weights">The set of networks.</param>
/// <param name="device">Where they compute.</param>
/// <param name="faces">The data set, which stays the caller's.</param>
/// <param name="data">Which sentences, and whether the final part of the pictures.</param>
/// <param name="pictures">At most so many.</param>
public sealed class FaceEvaluation(
    DirectoryInfo weights, Device device, FaceDataSet faces, EvaluationData data, int pictures)
{
    private const int Batch = 20;
    private const string Sender = "edit at the sender";
    private static readonly Seed Sentences = new(78), Noise = new(79);

    /// <summary>Folders whose Inception or observer measures the generator; the first that has one.</summary>
    public IReadOnlyList<DirectoryInfo> MeasuredBy { get; init; } = [weights];

    private readonly int[] items = [.. faces.Of(
        data == EvaluationData.Final ? FaceSplit.Final : FaceSplit.Development).Take(pictures)];

    /// <summary>
    /// Predictor and judge against the labels, F against the identities, the generator by what there is.
    /// </summary>
    public IReadOnlyList<MeasuredFigure> Networks()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var figures = new List<MeasuredFigure>();
        using var generator = PriorNetworks.Frozen(PriorNetworks.Generator(weights), device);
        var side = (int)generator.Options.Size.Resolution;
        if (faces.Degrees is not null)
        {
            figures.AddRange(Degrees("predictor", PriorNetworks.Predictor(weights), side, 0.9));
            figures.AddRange(Degrees("judge", PriorNetworks.Judge(weights), side, null));
        }
        if (faces.Identities is { } people && Verification(people, side) is { } verified) figures.Add(verified);
        using var distance = FeatureDistance.Of(MeasuredBy, device);
        var distances = distance?.Measure(() => Batches(side).Select(batch => batch.Images), Made(generator));
        foreach (var (name, value) in distances ?? [])
            figures.Add(Estimate.Exact("generator", name, value, items.Length));
        return figures;
    }

    /// <summary>
    /// Edits at the sender, and what of them arrives over AWGN with the adapters of each form that the set has.
    /// </summary>
    public IReadOnlyList<MeasuredFigure> Jecc(Action<int> progress)
    {
        using var scope = NewDisposeScope();
        using var networks = JeccNetworks.Load(weights, device);
        using var predictor = PriorNetworks.Frozen(PriorNetworks.Judge(weights), device);
        using var judge = new JeccJudge(networks, predictor, coding: null);
        using var encoder = new JeccEncoder(networks, new() { Coding = new(AdapterForm.Paper) });
        var (edits, sent, inversions) = (new List<FaceEdit>(), new List<SentLatent>(), new List<double>());
        foreach (var (images, batch) in Batches(networks.Generator.Options.Size.Resolution))
        {
            using var inner = NewDisposeScope();
            var first = edits.Count;
            RgbImage[] originals = [.. images.unbind(0).Select(ImageTensors.ToImage)];
            IReadOnlyList<IReadOnlyList<int>> present =
                faces.Degrees is { } labels ? [.. batch.Select(item => labels[item])] : judge.Degrees(originals);
            LabelledRequest[] asked = [.. batch.Select(Sentence)];
            var encodings = encoder.Encode([.. asked.Select((request, i) => new EditRequest(new(first + i), default,
                new ImageSource.Pixels(images[i]), request.Text, null, 0))]);
            var latents = encodings.Select(one => LatentPower.Normalise(tensor(one!.Latent).unsqueeze(0)).squeeze(0)
                .to(device).MoveToOtherDisposeScope(scope)).ToArray();
            var seen = judge.Degrees(networks.Pictures(latents)!);
            for (var i = 0; i < batch.Length; i++)
            {
                var target = EditTarget.Of(asked[i].Label, present[i])!;
                edits.Add(new(target, encodings[i]!.After[(int)target.Attribute] == target.Degree,
                    seen[i][(int)target.Attribute] == target.Degree));
                sent.Add(new(latents[i], encodings[i]!.After));
                inversions.Add(encodings[i]!.InversionLoss!.Value);
            }
            progress(edits.Count);
        }
        var changes = edits.Where(edit => edit.Target.Direction != 0).ToArray();
        List<MeasuredFigure> figures =
        [
            Estimate.Mean("inversion", "J of eq. 8", inversions),
            Estimate.Share(Sender, "predictor agrees", changes.Count(edit => edit.PredictorAgrees), changes.Length),
            Estimate.Share(Sender, "judge's degree as meant", changes.Count(edit => edit.IsRight), changes.Length, 0.7),
        ];
        var path = new MeasuredPath(new AwgnChannel(), networks, Noise);
        var wanted = networks.Pictures([.. sent.Select(one => one.Z)], Batch);
        foreach (var (id, snrDb) in networks.Adapters.SnrsDb.Index())
        {
            foreach (var (name, code) in Codes(networks, snrDb))
            {
                using var owned = code;
                var made = path.Receive(sent, code, snrDb, new UserId(id), 0);
                var part = $"AWGN at {snrDb} dB, {name}";
                figures.Add(Estimate.Mean(part, "LPIPS-P to the picture sent",
                    [.. judge.Compare(made, wanted!).Select(pair => pair.LpipsP)]));
                var right = edits.Zip(judge.Degrees(made))
                    .Where(one => one.First is { IsRight: true, Target.Direction: not 0 })
                    .Select(one => one.Second[(int)one.First.Target.Attribute] == one.First.Target.Degree).ToArray();
                if (right.Length == 0) continue;
                figures.Add(Estimate.Share(
                    part, "edit right of those right at the sender", right.Count(hit => hit), right.Length));
            }
        }
        return figures;
    }

    private IEnumerable<(string Name, LatentCode Code)> Codes(JeccNetworks networks, double snrDb)
    {
        yield return ("matched adapter", networks.Code(new(AdapterForm.Paper), snrDb));
        yield return ("no adapter", new PaperCode(null, device));
        if (!PriorNetworks.Has(weights, LatentStatistics.FileName)) yield break;
        foreach (var form in Enum.GetValues<AdapterForm>().Except([AdapterForm.Paper]))
        {
            if (form == AdapterForm.Conditioned && !PriorNetworks.Has(weights, NumberCurve.FileName)) continue;
            yield return ($"form {form.ToString().ToLowerInvariant()}", networks.Code(new(form), snrDb));
        }
    }

    private IEnumerable<MeasuredFigure> Degrees(string part, AttributePredictor network, int side, double? bar)
    {
        using var frozen = PriorNetworks.Frozen(network, device);
        var hits = new int[FaceAttributes.Count];
        foreach (var (images, batch) in Batches(side))
        {
            using var scope = NewDisposeScope();
            var said = frozen.call(AttributePredictor.Normalize(images))
                .Select(head => head.argmax(1).cpu().data<long>().ToArray()).ToArray();
            for (var i = 0; i < batch.Length; i++)
                for (var of = 0; of < hits.Length; of++) hits[of] += said[of][i] == faces.Degrees![batch[i]][of] ? 1 : 0;
            images.Dispose();
        }
        yield return Estimate.Share(part, "degrees exact, all attributes", hits.Sum(), items.Length * hits.Length,
            bar is { } least ? Bar.AtLeast(least) : null);
        foreach (var attribute in FaceAttributes.All)
            yield return Estimate.Share(part, $"{attribute} exact", hits[(int)attribute], items.Length);
    }

    /// <summary>
    /// Pairs of one person against pairs of the same pictures with others; null without any of the former.
    /// </summary>
    private MeasuredFigure? Verification(IReadOnlyList<int> people, int side)
    {
        using var scope = NewDisposeScope();
        using var identity = PriorNetworks.Frozen(PriorNetworks.Identity(weights), device);
        var features = cat([.. Batches(side).Select(batch =>
            nn.functional.normalize(identity.Embed(batch.Images)).cpu())], 0);
        var cosines = features.mm(features.t()).data<float>().ToArray();
        var (same, different) = (new List<float>(), new List<float>());
        for (var i = 0; i < items.Length; i++)
            for (var j = 0; j < i; j++)
                (people[items[i]] == people[items[j]] ? same : different).Add(cosines[i * items.Length + j]);
        return same.Count == 0 || different.Count == 0 ? null
            : Estimate.Auc("identity", "verification, AUC", [.. same], [.. different]);
    }

    private IEnumerable<(Tensor Images, int[] Items)> Batches(int side)
    {
        int[][] batches = [.. items.Chunk(Batch)];
        foreach (var batch in batches)
        {
            using var loader = new FaceLoader(faces, _ => batch, side);
            yield return loader.TakeOnce(device);
        }
    }

    private IEnumerable<Tensor> Made(Networks.Generator generator)
    {
        manual_seed(0);
        while (true) yield return generator.OfZ(randn(Batch, generator.Options.LatentSize).to(device));
    }

    private LabelledRequest Sentence(int item)
    {
        var grammar = new RequestGrammar(Sentences, data.Sentences);
        for (long attempt = 0; ; attempt++)
        {
            var request = grammar.Generate(((long)item << 8) + attempt, RequestSplit.HeldOutSentence);
            if (request.Label.Attribute is not null) return request;
        }
    }

    private sealed record FaceEdit(EditTarget Target, bool PredictorAgrees, bool IsRight);
}
