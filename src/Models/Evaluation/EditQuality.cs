using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// How edits come out at the transmitter, before any channel: held-out portraits, each with a held-out sentence about
/// an attribute, measured by the judge, by what tells people apart, and by the true counterfactual. What is meant follows
/// from the sentence's true label and the portrait's true degrees, so a misread sentence is a miss. Portraits that are
/// as they are meant to be before any edit count apart.
/// </summary>
internal sealed class EditQuality(JeccNetworks networks, JeccJudge judge, IReadOnlyList<IdentityMeasure> identities,
    RequestUse use)
{
    private static readonly Seed Sentences = new(78);
    private readonly List<EditRecord> edits = [];
    private int sentences, understood, alreadyMet, alreadyMetRight;

    /// <summary>Edits portraits [N, P] from number <paramref name="first"/> on, with their images.</summary>
    public SentBatch Measure(int first, Tensor rows, Tensor images)
    {
        var requests = Enumerable.Range(first, (int)rows.shape[0]).Select(Sentence).ToList();
        var encodings = Encode(new(), [.. requests.Select((request, i) => new EditRequest(new TransmissionId(first + i),
            default, new ImageSource.Pixels(images[i]), request.Text, null, 0))]);
        sentences += requests.Count;
        understood += encodings.Zip(requests).Count(pair => pair.First.Read.Label == pair.Second.Label);
        using var degrees = PortraitParameters.Degrees(rows);
        WantedEdit[] wanted = [.. degrees.data<long>().ToArray().Chunk(FaceAttributes.Count).Zip(encodings, requests)
            .Select(one => new WantedEdit(one.Second,
                EditTarget.Of(one.Third.Label, [.. one.First.Select(degree => (int)degree)])!))];
        return Judge(first, wanted, Ablation(wholeDistance: false), Ablation(wholeDistance: true), rows, images);

        float[][] Ablation(bool wholeDistance)
        {
            var options = new JeccOptions { Matching = new() { Iterative = false, WholeDistance = wholeDistance } };
            return [.. Encode(options, [.. encodings.Zip(requests, (encoding, request) => new EditRequest(default,
                default, new ImageSource.Portrait(default, 0), request.Text, encoding.Source, 0))])
                .Select(encoding => encoding.Latent)];
        }
    }

    public IEnumerable<MeasuredFigure> Figures()
    {
        const string sender = "edit at the sender", precision = "precision", once = "without iterative matching";
        yield return Estimate.Share(sender, "sentences understood", understood, sentences);
        yield return Share(sender, "predictor agrees", edit => edit.PredictorAgrees, Bar.AtLeast(0.92).Surely);
        yield return Share(sender, "judge's degree as meant", edit => edit.JudgeOff == 0, Bar.AtLeast(0.75).Surely);
        yield return Share(sender, "judge's degree within one", edit => edit.JudgeOff <= 1, Bar.AtLeast(0.92).Surely);
        yield return Estimate.Share(sender, "already met before the edit: judge's degree as meant after it",
            alreadyMetRight, alreadyMet);
        yield return Mean(sender, "moves", edit => edit.Iterations);
        yield return Mean(precision, "others moved, degrees", edit => edit.OthersMoved, Bar.AtMost(0.4).Surely);
        for (var i = 0; i < identities.Count; i++)
        {
            var (at, by) = (i, $"identity by {identities[i].Name}");
            yield return Mean(precision, $"{by}, original to inverted", edit => edit.Identity[at].ToInverted);
            yield return Mean(precision, $"{by}, inverted to edited (eq. 13)", edit => edit.Identity[at].ToEdited,
                0.75);
            yield return Mean(precision, $"{by}, original to edited", edit => edit.Identity[at].Across);
        }
        yield return Share(precision, "nearer to the counterfactual", edit => edit.IsNearer, Bar.AtLeast(0.80).Surely);
        yield return Share(once, "one move of M: judge as meant", edit => edit.OffAfterUnitMove == 0);
        yield return Mean(once, "one move of M: points lost",
            edit => Hit(edit.JudgeOff) - Hit(edit.OffAfterUnitMove), Bar.AtLeast(0.20).Surely);
        yield return Share(once, "one move of the whole distance: as meant", edit => edit.OffAfterWholeMove == 0);
        yield return Mean(once, "one move of the whole distance: points lost",
            edit => Hit(edit.JudgeOff) - Hit(edit.OffAfterWholeMove));

        static double Hit(int off) => off == 0 ? 1 : 0;
    }

    private SentBatch Judge(int first, WantedEdit[] wanted, float[][] afterUnitMove, float[][] afterWholeMove,
        Tensor rows, Tensor images)
    {
        using var quiet = no_grad();
        var latents = LatentPower.Normalise(Latents(wanted.Select(edit => edit.Encoding.Latent)));
        var (before, after) = (Pictures(wanted.Select(edit => edit.Encoding.Source)), Pictures(latents.unbind(0)));
        var (original, counterfactual) = (Drawn(images), Drawn(Counterfactual(wanted, rows)));
        var (inverted, edited) = (SeenPictures.Of(before, networks), SeenPictures.Of(after, networks));
        var (degreesBefore, degreesAfter) = (judge.Degrees(before), judge.Degrees(after));
        var (unit, whole) = (judge.Degrees(Pictures(afterUnitMove)), judge.Degrees(Pictures(afterWholeMove)));
        var (were, are) = (inverted.DistancesTo(counterfactual), edited.DistancesTo(counterfactual));
        var likeness = identities.Select(identity => (identity.Likeness(original.Images, inverted.Images),
            identity.Likeness(inverted.Images, edited.Images),
            identity.Likeness(original.Images, edited.Images))).ToArray();
        for (var i = 0; i < wanted.Length; i++)
        {
            var (encoding, meant) = (wanted[i].Encoding, wanted[i].Meant);
            var attribute = (int)meant.Attribute;
            wanted[i] = wanted[i] with { IsRight = Off(degreesAfter) == 0 };
            if (!wanted[i].IsChange)
            {
                (alreadyMet, alreadyMetRight) = (alreadyMet + 1, alreadyMetRight + (wanted[i].IsRight ? 1 : 0));
                continue;
            }
            var others = Enumerable.Range(0, FaceAttributes.Count).Where(other => other != attribute)
                .Average(other => Math.Abs(degreesAfter[i][other] - degreesBefore[i][other]));
            edits.Add(new(encoding.After[attribute] == meant.Degree, Off(degreesAfter), Off(unit), Off(whole), others,
                [.. likeness.Select(of => (of.Item1[i], of.Item2[i], of.Item3[i]))], are[i] < were[i],
                encoding.Iterations));

            int Off(IReadOnlyList<int[]> degrees) => Math.Abs(degrees[i][attribute] - meant.Degree);
        }
        SentLatent[] sent =
            [.. latents.unbind(0).Zip(wanted, (z, edit) => new SentLatent(z, edit.Encoding.After))];
        return new(first, wanted, sent, original, counterfactual, edited);
    }

    /// <summary>The same people and scenes with the degrees meant, drawn.</summary>
    private static Tensor Counterfactual(WantedEdit[] wanted, Tensor rows)
    {
        var changed = rows.clone();
        for (var i = 0; i < wanted.Length; i++)
            changed[i, PortraitParameters.ColumnOf(wanted[i].Meant.Attribute)] = (double)wanted[i].Meant.Degree;
        return PortraitRenderer.Render(changed);
    }

    private SeenPictures Drawn(Tensor images) =>
        SeenPictures.Of(images.unbind(0).Select(ImageTensors.ToImage), networks);

    private Tensor Latents(IEnumerable<float[]> latents) =>
        stack(latents.Select(latent => tensor(latent))).to(networks.Device);

    private RgbImage[] Pictures(IEnumerable<float[]> latents) => Pictures(Latents(latents).unbind(0));

    private RgbImage[] Pictures(Tensor[] latents) => networks.Pictures(latents)!;

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

    private MeasuredFigure Share(string part, string name, Func<EditRecord, bool> holds, Bar? bar = null) =>
        Estimate.Share(part, name, edits.Count(holds), edits.Count, bar);

    private MeasuredFigure Mean(string part, string name, Func<EditRecord, double> of, Bar? bar = null) =>
        Estimate.Mean(part, name, [.. edits.Select(of)], bar);
}

/// <summary>How one edit at the transmitter came out; degrees are the judge's unless said otherwise.</summary>
/// <param name="PredictorAgrees">The predictor sees the expected degree.</param>
/// <param name="JudgeOff">How far the judge's degree is from the expected one.</param>
/// <param name="OffAfterUnitMove">The same after one move of M's length instead of iterations.</param>
/// <param name="OffAfterWholeMove">The same after one move as many times M's as there are degrees to go.</param>
/// <param name="OthersMoved">By how many degrees the other four attributes moved, on the average.</param>
/// <param name="Identity">
/// By each measure: cosine of the original to the inverted picture, of that to the edited one (the images of eq. 13), and
/// of the original to the edited one.
/// </param>
/// <param name="IsNearer">
/// The edited picture is nearer (LPIPS-P) to the true counterfactual than the unedited one.
/// </param>
/// <param name="Iterations">Moves made.</param>
internal readonly record struct EditRecord(bool PredictorAgrees, int JudgeOff, int OffAfterUnitMove,
    int OffAfterWholeMove, double OthersMoved, (double ToInverted, double ToEdited, double Across)[] Identity,
    bool IsNearer, int Iterations);
