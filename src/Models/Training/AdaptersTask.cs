using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;
using EditableDeepSC.Models.Weights;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The adapters of all SNRs (eq. 16 to 18): ten portraits, inverted, go through the channel again and again, and the
/// received image is to be near the original one. All other networks are frozen.
/// </summary>
internal sealed class AdaptersTask : TrainingTask
{
    private const double AverageShare = 0.02;
    private const int Portraits = 10, PortraitsOfEach = 4;
    private static readonly Seed Sentences = new(91);

    private readonly Networks.Generator generator;
    private readonly Lpips perceptual;
    private readonly AdapterSet adapters, average;
    private readonly Adam adam;
    private readonly Tensor images, latents;
    private readonly Transmission[] links = [new(new AwgnChannel()), new(new RayleighChannel(new RayleighOptions()))];

    public AdaptersTask(TrainingOptions options) : base(options)
    {
        generator = FixedGenerator();
        perceptual = Fixed(PriorNetworks.Perceptual);
        using var rows = new PortraitSampler(PortraitSets.FineTuning).Sample(0, Portraits);
        images = Own(Options.Faces is null ? PortraitRenderer.Render(rows).to(Options.Device) : OfFaces());
        latents = Own(Options.Edited ? Edit(rows) : Invert());
        adapters = KeepShipped(AdapterSet.FileName, AdapterSet.FileName, Unchanging());
        average = Keep("average", Unchanging());
        average.load_state_dict(adapters.state_dict());
        var parts = adapters.named_parameters().ToLookup(entry => entry.name.Split('.')[^1], entry => entry.parameter);
        adam = KeepOptimizer("adam", optim.Adam(
        [
            new Adam.ParamGroup(parts["level"], lr: 0.5),
            new Adam.ParamGroup(parts["tilt"], lr: 0.05),
            new Adam.ParamGroup(parts["bias"], lr: 1e-4),
            new Adam.ParamGroup(parts["down"].Concat(parts["up"]), lr: 1e-5),
        ]));
    }

    public override string Name => "adapters";

    public override string Evaluation => "jecc";

    public override string Method => $"{Portraits} "
        + $"{(Options.Faces is null ? "rendered portraits that nothing else uses" : "pictures of a folder")}, "
        + "inverted: their symbols "
        + "through the pair of adapters and a channel of the pair's SNR "
        + $"({string.Join(", ", AdapterSet.PaperSnrsDb)} dB), in each step half of them AWGN and half Rayleigh, noise "
        + "drawn anew, are to give the portrait back (LPIPS-P, eq. 18). Everything else is frozen. A pair starts as no "
        + "change, its inner channels along the directions of z to which the generator's first layer responds most. "
        + "Shipped is the average over the last steps."
        + (Options.Edited ? " The latent vectors were edited, and the counterfactual is to be received."
            : "");

    public override StepResult Advance(TrainingMoment now)
    {
        var chosen = randperm(Portraits)[..PortraitsOfEach].to(Options.Device);
        var (z, wanted) = (latents[chosen], images[chosen]);
        var losses = new List<(string, double)>();
        var received = adapters.SnrsDb.Select((snrDb, id) =>
        {
            var pair = adapters[id];
            var first = (now.Step * adapters.SnrsDb.Count + id) * PortraitsOfEach;
            var sent = ChannelCoding.Encode(z, Each(pair.Encoder)).chunk(links.Length); // a part for each channel
            var arrived = links.Zip(sent, (link, part) =>
                link.Send(part, snrDb, new Seed(Options.Seed), default, first)).ToArray();
            return ChannelCoding.Decode(cat(arrived, 0), Each(pair.Decoder));
        });
        var made = generator.call(cat([.. received], 0));
        var distances = perceptual.call(made, wanted.repeat(adapters.SnrsDb.Count, 1, 1, 1)).view(-1, PortraitsOfEach);
        Update(adam, distances.mean(), now.Cosine);
        MoveAverage(average, adapters, AverageShare, now.Step);
        var means = distances.mean([1]).data<float>().ToArray();
        return new(PortraitsOfEach * means.Length,
            [.. means.Select((mean, id) => (AdapterSet.NameOf(adapters.SnrsDb[id]), (double)mean))]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new(AdapterSet.FileName, average)];

    private Tensor OfFaces()
    {
        using var faces = FaceSource.Open(Options, FaceSplit.Training, Portraits);
        LearnsFrom(faces.Set);
        return faces.Loader.Take(0, Options.Device).Images;
    }

    private static ChannelAdapter[] Each(ChannelAdapter adapter) => [.. Enumerable.Repeat(adapter, PortraitsOfEach)];

    private AdapterSet Unchanging() =>
        new(AdapterSet.PaperSnrsDb, AdapterSet.PaperSnrsDb.Select(_ => AdapterPair.For(generator)));

    /// <summary>Edited latent vectors; the images become what the sentences ask for, drawn.</summary>
    private Tensor Edit(Tensor rows)
    {
        using var scope = NewDisposeScope();
        using var networks = JeccNetworks.Load(Options.Weights, Options.Device);
        using var encoder = new JeccEncoder(networks);
        LabelledRequest[] asked = [.. Enumerable.Range(0, 100).Select(i => new RequestGrammar(Sentences).Generate(i))
            .Where(request => request.Label.Attribute is not null).Take(Portraits)];
        var edited = encoder.Encode([.. asked.Select((request, i) => new EditRequest(new TransmissionId(i), default,
            new ImageSource.Pixels(images[i]), request.Text, null, 0))]);
        var degrees = PortraitParameters.Degrees(rows).data<long>().ToArray().Chunk(FaceAttributes.Count).ToArray();
        for (var i = 0; i < Portraits; i++)
        {
            var meant = EditTarget.Of(asked[i].Label, [.. degrees[i].Select(degree => (int)degree)])!;
            rows[i, PortraitParameters.ColumnOf(meant.Attribute)] = (double)meant.Degree;
        }
        images.copy_(PortraitRenderer.Render(rows));
        return LatentPower.Normalise(stack(edited.Select(one => tensor(one!.Latent))).to(Options.Device))
            .MoveToOuterDisposeScope();
    }

    private Tensor Invert()
    {
        using var scope = NewDisposeScope();
        using var guess = PriorNetworks.Frozen(PriorNetworks.Inversion(Options.Weights), Options.Device);
        var found = ImageInversion.Invert(generator, perceptual, guess, InversionOptions.FromGuess, images);
        var latents = LatentPower.Normalise(stack(found.Select(result => result.Z)));
        foreach (var result in found) result.Z.Dispose();
        return latents.MoveToOuterDisposeScope();
    }
}
