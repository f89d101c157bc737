using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// How edits come out at the transmitter, before any channel: held-out portraits, each with a held-out sentence that
/// asks for a change, measured by the judge, the identity network and the true counterfactual. Expected is what the
/// sentence's true label says, so that a misread sentence is a miss.
/// </summary>
internal sealed class EditQuality(JeccNetworks networks, AttributePredictor judge, FaceIdentity identity, RequestUse use)
{
    private static readonly Seed Sentences = new(78);
    private readonly List<EditRecord> edits = [];
    private int sentences, understood;

    /// <summary>
    /// Measures portraits [N, P] from number <paramref name="first"/> on and their images; what the transmitter made of
    /// them.
    /// </summary>
    public IReadOnlyList<WantedEdit> Measure(int first, Tensor rows, Tensor images)
    {
        var requests = Enumerable.Range(first, (int)rows.shape[0]).Select(Sentence).ToList();
        var encodings = Encode(new(), [.. requests.Select((request, i) => new EditRequest(new TransmissionId(first + i),
            default, new ImageSource.Pixels(images[i]), request.Text, null, 0))]);
        List<WantedEdit> wanted = [.. encodings.Zip(requests, (encoding, request) =>
            new WantedEdit(encoding, EditTarget.Of(request.Label, encoding.Before)!))];
        sentences += requests.Count;
        understood += encodings.Zip(requests).Count(pair => pair.First.Read.Label == pair.Second.Label);
        Judge(wanted, Ablation(wholeDistance: false), Ablation(wholeDistance: true), rows, images);
        return wanted;

        float[][] Ablation(bool wholeDistance)
        {
            var options = new JeccOptions { Matching = new() { Iterative = false, WholeDistance = wholeDistance } };
            return [.. Encode(options, [.. encodings.Zip(requests, (encoding, request) => new EditRequest(default, default,
                new ImageSource.Portrait(default, 0), request.Text, encoding.Source, 0))])
                .Select(encoding => encoding.Latent)];
        }
    }

    public IEnumerable<MeasuredFigure> Figures()
    {
        const string sender = "edit at the sender", precision = "precision", once = "without iterative matching";
        yield return Estimate.Share(sender, "sentences understood", understood, sentences);
        yield return Share(sender, "predictor agrees", edit => edit.PredictorAgrees, 0.92);
        yield return Share(sender, "judge's degree as expected", edit => edit.JudgeOff == 0, 0.75);
        yield return Share(sender, "judge's degree within one", edit => edit.JudgeOff <= 1, 0.92);
        yield return Mean(sender, "moves", edit => edit.Iterations);
        yield return Mean(precision, "others moved, degrees", edit => edit.OthersMoved, 0.4, lessIsBetter: true);
        yield return Mean(precision, "identity, cosine before to after (eq. 13)", edit => edit.Identity, 0.75);
        yield return Mean(precision, "identity, cosine of the original to after", edit => edit.IdentityToOriginal);
        yield return Share(precision, "nearer to the counterfactual", edit => edit.IsNearer, 0.80);
        yield return Share(once, "one move of M: judge as expected", edit => edit.OffAfterUnitMove == 0);
        yield return Mean(once, "one move of M: points lost",
            edit => Hit(edit.JudgeOff) - Hit(edit.OffAfterUnitMove), 0.20);
        yield return Share(once, "one move of the whole distance: as expected", edit => edit.OffAfterWholeMove == 0);
        yield return Mean(once, "one move of the whole distance: points lost",
            edit => Hit(edit.JudgeOff) - Hit(edit.OffAfterWholeMove));

        static double Hit(int off) => off == 0 ? 1 : 0;
    }

    private void Judge(List<WantedEdit> wanted, float[][] afterUnitMove, float[][] afterWholeMove, Tensor rows,
        Tensor images)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var before = Image([.. wanted.Select(edit => edit.Encoding.Source)]);
        var after = Image([.. wanted.Select(edit => edit.Encoding.Latent)]);
        var (degreesBefore, degreesAfter) = (DegreesOf(before), DegreesOf(after));
        var (unit, whole) = (DegreesOf(Image(afterUnitMove)), DegreesOf(Image(afterWholeMove)));
        var (likeness, toOriginal) = (Likeness(before, after), Likeness(images, after));
        var counterfactual = Counterfactual(wanted, rows);
        var (distanceBefore, distanceAfter) =
            (networks.Perceptual.call(before, counterfactual), networks.Perceptual.call(after, counterfactual));
        var nearer = (distanceBefore - distanceAfter).cpu().data<float>().ToArray();
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!wanted[i].IsChange) continue;
            var (encoding, expected) = (wanted[i].Encoding, wanted[i].Expected);
            var attribute = (int)expected.Attribute;
            var others = Enumerable.Range(0, FaceAttributes.Count).Where(other => other != attribute)
                .Average(other => Math.Abs(degreesAfter[i][other] - degreesBefore[i][other]));
            edits.Add(new(encoding.After[attribute] == expected.Degree, Off(degreesAfter), Off(unit), Off(whole),
                others, likeness[i], toOriginal[i], nearer[i] > 0, encoding.Iterations));

            int Off(long[][] degrees) => (int)Math.Abs(degrees[i][attribute] - expected.Degree);
        }
    }

    /// <summary>The same people and scenes with the expected degrees, drawn.</summary>
    private Tensor Counterfactual(List<WantedEdit> wanted, Tensor rows)
    {
        var changed = rows.clone();
        for (var i = 0; i < wanted.Count; i++)
            changed[i, PortraitParameters.ColumnOf(wanted[i].Expected.Attribute)] = (double)wanted[i].Expected.Degree;
        return PortraitRenderer.Render(changed).to(networks.Device);
    }

    private Tensor Image(float[][] latents) =>
        networks.Generator.call(stack(latents.Select(latent => tensor(latent))).to(networks.Device));

    private float[] Likeness(Tensor first, Tensor second) => (nn.functional.normalize(identity.Embed(first))
        * nn.functional.normalize(identity.Embed(second))).sum(dim: 1).cpu().data<float>().ToArray();

    private long[][] DegreesOf(Tensor images) => JudgeDegrees.Of(judge, images);

    private Encoding[] Encode(JeccOptions options, EditRequest[] requests)
    {
        using var encoder = new JeccEncoder(networks, options);
        return [.. encoder.Encode(requests)!];
    }

    private LabelledRequest Sentence(int portrait)
    {
        var grammar = new RequestGrammar(Sentences, use);
        for (long attempt = 0; ; attempt++)
        {
            var request = grammar.Generate(((long)portrait << 8) + attempt, RequestSplit.HeldOutSentence);
            if (request.Label.Attribute is not null) return request;
        }
    }

    private MeasuredFigure Share(string part, string name, Func<EditRecord, bool> holds, double? bar = null) =>
        Estimate.Share(part, name, edits.Count(holds), edits.Count, bar);

    private MeasuredFigure Mean(string part, string name, Func<EditRecord, double> of, double? bar = null,
        bool lessIsBetter = false) => Estimate.Mean(part, name, [.. edits.Select(of)], bar, lessIsBetter);
}

/// <summary>How one edit at the transmitter came out; degrees are the judge's unless said otherwise.</summary>
/// <param name="PredictorAgrees">The predictor sees the expected degree.</param>
/// <param name="JudgeOff">How far the judge's degree is from the expected one.</param>
/// <param name="OffAfterUnitMove">The same after one move of M's length instead of iterations.</param>
/// <param name="OffAfterWholeMove">The same after one move as many times M's as there are degrees to go.</param>
/// <param name="OthersMoved">By how many degrees the other four attributes moved, on the average.</param>
/// <param name="Identity">Cosine of the identity features before and after the edit, the two images of eq. 13.</param>
/// <param name="IdentityToOriginal">The same of the original and the edited picture: the inversion's loss too.</param>
/// <param name="IsNearer">
/// The edited picture is nearer (LPIPS-P) to the true counterfactual than the unedited one.
/// </param>
/// <param name="Iterations">Moves made.</param>
internal readonly record struct EditRecord(bool PredictorAgrees, int JudgeOff, int OffAfterUnitMove,
    int OffAfterWholeMove, double OthersMoved, double Identity, double IdentityToOriginal, bool IsNearer,
    int Iterations);

/// <summary>What a transmitter made of a portrait, beside what the sentence's true label asks for.</summary>
/// <param name="Encoding">The transmitter's work.</param>
/// <param name="Expected">
/// a_exp by the true label and the present degrees as the predictor sees them; a sentence that was misread misses it.
/// </param>
internal sealed record WantedEdit(Encoding Encoding, EditTarget Expected)
{
    /// <summary>Whether the portrait is not yet as it is asked for.</summary>
    public bool IsChange => Expected.Direction != 0;
}
