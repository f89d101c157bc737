using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// M of all attributes (eq. 12 to 15): one move is to change the predicted degree by one, up or down, and nothing else,
/// also after a channel of high SNR.
/// </summary>
internal sealed class FieldsTask : TrainingTask
{
    private const int BatchOfEach = 4, Batch = BatchOfEach * FaceAttributes.Count;
    private const double PredictorWeight = 1, IdentityWeight = 1, DiscriminatorWeight = 0.02, LengthWeight = 0.1;
    private const double LowestSnrDb = 12, SnrSpanDb = 12;

    private static readonly FaceAttribute[] Attributes =
        [.. Enumerable.Range(0, Batch).Select(row => FaceAttributes.All[row % FaceAttributes.Count])];

    private readonly Networks.Generator generator;
    private readonly Discriminator discriminator;
    private readonly AttributePredictor predictor;
    private readonly FaceIdentity identity;
    private readonly InversionEncoder guess;
    private readonly AttributeFields fields;
    private readonly Adam adam;
    private readonly Tensor rows;
    private readonly Transmission link = new(new AwgnChannel());

    public FieldsTask(TrainingOptions options) : base(options)
    {
        generator = FixedGenerator();
        discriminator = Fixed(PriorNetworks.Discriminator);
        predictor = Fixed(PriorNetworks.Predictor);
        (identity, guess) = (Fixed(PriorNetworks.Identity), Fixed(PriorNetworks.Inversion));
        rows = Own(
            tensor(Attributes.Select(attribute => (long)attribute).ToArray(), device: Options.Device).unsqueeze(1));
        manual_seed((long)Options.Seed);
        fields = KeepShipped("fields", "fields", new AttributeFields(AttributeFields.Small));
        adam = KeepOptimizer("adam", optim.Adam(fields.parameters(), lr: 1e-3));
    }

    public override string Name => "jecc";

    public override string Evaluation => "jecc";

    public override string Method => "Latent vectors that the inversion encoder finds for the generator's "
        + $"{(Options.Faces is null ? "portraits" : "images of random z")}: moved once by M, up or down, and sent through "
        + $"an AWGN channel of {LowestSnrDb} to {LowestSnrDb + SnrSpanDb} dB, their image is to have the target "
        + "attribute's predicted degree changed by one and all others as they were (cross entropy of the predictor, "
        + $"eq. 12, weight {PredictorWeight}), the same identity features (eq. 13, weight {IdentityWeight}) and the "
        + $"discriminator's favour (eq. 14, weight {DiscriminatorWeight}). The square of the move's length costs "
        + $"{LengthWeight}.";

    public override StepResult Advance(TrainingMoment now)
    {
        var (start, labels, features) = Start(now);
        var direction = Directions(labels.gather(1, rows).squeeze(1));                   // [B]
        var wanted = labels.scatter_add(1, rows, direction.to_type(ScalarType.Int64).unsqueeze(1));
        var move = fields.Moves(start, Attributes);
        var sent = LatentPower.Normalise(start + move * direction.unsqueeze(1));
        var snrDb = LowestSnrDb + SnrSpanDb * rand(1).item<float>();
        var image = generator.call(link.Send(sent, snrDb, new Seed(Options.Seed), default, now.Step * Batch));

        var logits = predictor.call(AttributePredictor.Normalize(image));
        var predicted = stack(logits.Select((head, i) => nn.functional.cross_entropy(head, wanted.select(1, i))))
            .mean();
        var same = (identity.Embed(image) - features).abs().mean();
        var unreal = -discriminator.call(image).mean();
        var length = move.square().sum(dim: 1).mean();
        Update(adam, predicted * PredictorWeight + same * IdentityWeight + unreal * DiscriminatorWeight
            + length * LengthWeight, now.Cosine);
        var said = stack(logits.Select(head => head.argmax(1)), 1);
        var reached = (said.gather(1, rows) == wanted.gather(1, rows)).to_type(ScalarType.Float32).mean();
        return new(Batch,
        [
            ("predictor", predicted.item<float>()), ("identity", same.item<float>()), ("unreal", unreal.item<float>()),
            ("length", length.item<float>()), ("reached", reached.item<float>()),
        ]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new("fields", fields)];

    /// <summary>Latent vectors, what the predictor says of their images, and who is in them.</summary>
    private (Tensor Z, Tensor Labels, Tensor Features) Start(TrainingMoment now)
    {
        using var quiet = no_grad();
        var drawn = Options.Faces is null ? OfPortraits(now).to(Options.Device)
            : generator.LatentsOf(randn(Batch, generator.Options.LatentSize).to(Options.Device));
        // As inversion finds them: the numbers of a portrait have less power than drawn ones, and the others hardly vary.
        var z = LatentPower.Normalise(guess.call(generator.call(drawn)));
        var image = generator.call(z);
        var logits = predictor.call(AttributePredictor.Normalize(image));
        return (z, stack(logits.Select(head => head.argmax(1)), 1), identity.Embed(image));
    }

    private static Tensor OfPortraits(TrainingMoment now) => PortraitLatent.FromNormals(PortraitNormals.Of(
        [.. Enumerable.Range(0, Batch).Select(row => now.Step * Batch + row)], PortraitSets.Training));

    /// <summary>1 or -1 by chance, but never past the ends.</summary>
    private static Tensor Directions(Tensor degrees)
    {
        var up = rand(degrees.shape[0], device: degrees.device).lt((Scalar)0.5).logical_or(degrees.eq((Scalar)0))
            .logical_and(degrees.lt((Scalar)FaceAttributes.MaxDegree));
        return up.to_type(ScalarType.Float32) * 2 - 1;
    }
}
