using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The statistics behind the adapters of closed form: each step inverts some portraits, edits them by a sentence, and
/// takes both latent vectors and the sensitivities of LPIPS-P and F at the edited one into account. Of a user's faces
/// all numbers of z count, of drawn portraits the 53 that carry them.
/// </summary>
internal sealed class CodingTask : TrainingTask
{
    private const int PortraitsOfStep = 4, SensitivitiesOfStep = 1;
    private static readonly Seed Sentences = new(90);

    private readonly Networks.Generator generator;
    private readonly Lpips perceptual;
    private readonly AttributePredictor predictor;
    private readonly InversionEncoder guess;
    private readonly AttributeFields fields;
    private readonly FaceIdentity face;
    private readonly LatentSums sums;
    private readonly FaceSource? faces;
    private readonly int numbers;

    public CodingTask(TrainingOptions options) : base(options)
    {
        (generator, perceptual) = (FixedGenerator(), Fixed(PriorNetworks.Perceptual));
        (predictor, guess) = (Fixed(PriorNetworks.Predictor), Fixed(PriorNetworks.Inversion));
        (fields, face) = (Fixed(PriorNetworks.Fields), Fixed(PriorNetworks.Identity));
        if (Options.Faces is not null) faces = Own(FaceSource.Open(options, FaceSplit.Training, PortraitsOfStep));
        if (faces is not null) LearnsFrom(faces.Set);
        numbers = faces is null ? PortraitParameters.Count : generator.Options.LatentSize;
        sums = Keep("sums", new LatentSums(generator.Options.LatentSize, numbers));
    }

    public override string Name => LatentStatistics.FileName;

    public override string Unit => "portraits";

    public override string Evaluation => "jecc";

    public override string Method => (faces is null ? "Rendered portraits that nothing else uses"
            : string.Create(CultureInfo.InvariantCulture, $"{faces.Items.Count:N0} pictures of a folder"))
        + ", inverted and edited by sentences of "
        + "the training: mean and covariance of both latent vectors, what the predictor's degrees tell of them, and how "
        + $"far LPIPS-P and F move with each of their {numbers} numbers. The adapters of the forms linear, hybrid and "
        + "digital follow from these numbers in closed form, for any SNR.";

    public override StepResult Advance(TrainingMoment now)
    {
        using var quiet = no_grad();
        var first = now.Step * PortraitsOfStep;
        var images = faces?.Loader.Take(now.Step, Options.Device).Images ?? PortraitRenderer.Render(
            new PortraitSampler(PortraitSets.Coding).Sample(first, PortraitsOfStep)).to(Options.Device);
        var found = ImageInversion.Invert(generator, perceptual, guess, InversionOptions.FromGuess, images,
            [.. Enumerable.Range(0, PortraitsOfStep).Select(i => first + i)]);
        using var matching = new AttributeMatching(generator, predictor, fields, PortraitsOfStep);
        for (var i = 0; i < PortraitsOfStep; i++) matching.Add(found[i].Z, Request(first + i).Label);
        while (matching.Occupied > 0)
        {
            foreach (var edit in matching.Step())
            {
                sums.Add(LatentPower.Normalise(found[edit.Slot].Z.unsqueeze(0)).squeeze(0), edit.Before);
                sums.Add(edit.Z, edit.After);
                if (edit.Slot < SensitivitiesOfStep) AddSensitivities(edit.Z);
                edit.Z.Dispose();
            }
        }
        foreach (var result in found) result.Z.Dispose();
        return new(PortraitsOfStep, [("J", found.Average(result => result.Loss))]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new(LatentStatistics.FileName, Own(sums.Statistics()))];

    private void AddSensitivities(Tensor z)
    {
        using var scope = NewDisposeScope();
        var images = ImageCurvature.Moved(generator, z, numbers);
        sums.Add(ImageCurvature.OfDistance(perceptual, images), ImageCurvature.OfLikeness(face, images));
    }

    private static LabelledRequest Request(long portrait)
    {
        var grammar = new RequestGrammar(Sentences);
        for (var attempt = portrait << 8; ; attempt++)
            if (grammar.Generate(attempt) is { Label.Attribute: not null } request) return request;
    }
}
