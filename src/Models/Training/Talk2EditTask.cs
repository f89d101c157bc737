using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// Talk2Edit's fields on w with its losses (models/field_function_model.py, configs/train): one move is to raise the
/// predicted degree of an attribute by one, and nothing else. All attributes are trained at once.
/// </summary>
internal sealed class Talk2EditTask : TrainingTask
{
    private const int BatchOfEach = 4, Batch = BatchOfEach * FaceAttributes.Count;
    private const double IdentityWeight = 1, DiscriminatorWeight = 0.05;

    private static readonly FaceAttribute[] Attributes =
        [.. Enumerable.Range(0, Batch).Select(row => FaceAttributes.All[row % FaceAttributes.Count])];

    private readonly Networks.Generator generator;
    private readonly Discriminator discriminator;
    private readonly AttributePredictor predictor;
    private readonly FaceIdentity identity;
    private readonly AttributeFields fields;
    private readonly Adam adam;
    private readonly Tensor columns;

    public Talk2EditTask(TrainingOptions options) : base(options)
    {
        generator = FixedGenerator();
        discriminator = Fixed(PriorNetworks.Discriminator);
        predictor = Fixed(PriorNetworks.Predictor);
        identity = Fixed(PriorNetworks.Identity);
        columns = Own(
            tensor(Attributes.Select(attribute => (long)attribute).ToArray(), device: Options.Device).unsqueeze(1));
        manual_seed((long)Options.Seed);
        fields = KeepShipped(Name, Name, new AttributeFields(AttributeFields.Small));
        adam = KeepOptimizer("adam", optim.Adam(fields.parameters(), lr: 1e-3));
    }

    public override string Name => AttributeFields.OnStylesFileName;

    public override string Evaluation => "paper";

    public override string Method => "Talk2Edit's fields ([20] of the paper) on the styles w of drawn portraits: moved "
        + "once, the image is to have the target attribute's predicted degree one higher and all others as they were "
        + "(cross entropy of the predictor), the same identity features (L1, weight "
        + $"{IdentityWeight}) and the discriminator's favour (softplus of its negative, weight {DiscriminatorWeight}): "
        + "the published losses. Portraits that have the highest degree are left out. Other than published: the weights of "
        + "identity and discriminator, there 5 and 1, with which a field learned to stand still under this project's F and "
        + "D; 4 layers of 128 instead of 8 of 512, learning rate 0.001 falling as a cosine instead of 0.0001, all attributes "
        + $"at once, {BatchOfEach} portraits each in a step instead of 32.";

    public override StepResult Advance(TrainingMoment now)
    {
        var (w, labels, features) = Start(now);
        var wanted = labels.scatter_add(1, columns, ones_like(columns));
        var counts = (wanted.gather(1, columns) <= FaceAttributes.MaxDegree).squeeze(1).to_type(ScalarType.Float32);
        wanted = wanted.clamp((Scalar)0, (Scalar)FaceAttributes.MaxDegree);
        var rows = w.unsqueeze(1).repeat(1, generator.LatentCount, 1);
        var image = generator.Synthesize(
            Talk2Edit.Moved(rows, Talk2Edit.Moves(generator, fields, w, Attributes)));
        var logits = predictor.call(AttributePredictor.Normalize(image));
        var predicted = Mean(stack(logits.Select((head, i) =>
            nn.functional.cross_entropy(head, wanted.select(1, i), reduction: nn.Reduction.None))).mean([0]));
        var same = Mean((identity.Embed(image) - features).abs().mean([1]));
        var unreal = Mean(nn.functional.softplus(-discriminator.call(image)).squeeze(1));
        Update(adam, predicted + same * IdentityWeight + unreal * DiscriminatorWeight, now.Cosine);
        var said = stack(logits.Select(head => head.argmax(1)), 1);
        var reached = Mean((said.gather(1, columns) == wanted.gather(1, columns)).squeeze(1).to_type(ScalarType.Float32));
        return new(Batch,
        [
            ("predictor", predicted.item<float>()), ("identity", same.item<float>()), ("unreal", unreal.item<float>()),
            ("reached", reached.item<float>()),
        ]);

        Tensor Mean(Tensor ofRows) => (ofRows * counts).sum() / counts.sum().clamp(min: 1);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new(Name, fields)];

    /// <summary>Styles, what the predictor says of their images, and who is in them.</summary>
    private (Tensor W, Tensor Labels, Tensor Features) Start(TrainingMoment now)
    {
        using var quiet = no_grad();
        long[] portraits = [.. Enumerable.Range(0, Batch).Select(row => now.Step * Batch + row)];
        var normals = PortraitNormals.Of(portraits, PortraitSets.Training).to(Options.Device);
        var w = generator.Mapping.call(PortraitLatent.FromNormals(normals), false);
        var image = generator.Synthesize(w);
        var logits = predictor.call(AttributePredictor.Normalize(image));
        return (w, stack(logits.Select(head => head.argmax(1)), 1), identity.Embed(image));
    }
}
