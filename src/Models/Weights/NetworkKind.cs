using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Weights;

/// <summary>
/// A kind of network whose public weights files are known: their names, and the size that their shapes tell.
/// </summary>
public sealed class NetworkKind
{
    private readonly Func<StateShapes, nn.Module> create;
    private readonly NameMap names;

    private NetworkKind(string name, Func<StateShapes, nn.Module> create, NameMap? names = null) =>
        (Name, this.create, this.names) = (name, create, names ?? new NameMap());

    public static IReadOnlyList<NetworkKind> All { get; } =
    [
        new("stylegan2", Generator, new() { Wrappers = ["g_ema.", .. NameMap.Common] }),
        new("discriminator", Discriminator, new() { Wrappers = ["d.", .. NameMap.Common] }),
        new("predictor", Predictor),
        new("arcface", Identity),
        new("lpips", Lpips, new() { Prefixes = LpipsPrefixes() }),
        new("text", Text),
        new("field", Field),
        new("inception", _ => new InceptionV3(),
            new() { Prefixes = new Dictionary<string, string?> { ["fc."] = null } }),
    ];

    public string Name { get; }

    /// <summary>
    /// The network that a public file holds, sized by its shapes and filled, for the caller to dispose; throws a
    /// <see cref="WeightsException"/> where the file holds something else.
    /// </summary>
    public nn.Module Load(ITensorFile file)
    {
        nn.Module network;
        try
        {
            var infos = file.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
            network = create(new StateShapes(names.Resolve(infos.Keys)
                .ToDictionary(name => name.Key, name => infos[name.Value])));
        }
        catch (ArgumentException problem)
        {
            throw new WeightsException(WeightsErrorReason.WrongNetwork,
                $"The shapes are not those of a network of kind '{Name}': {problem.Message}");
        }
        try
        {
            ModuleWeights.Load(network, file, names);
            return network.Kept();
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static Networks.Generator Generator(StateShapes shapes)
    {
        var levels = shapes.Count("to_rgbs.{0}.bias");
        var size = new StyleGanSize(4 << levels, (int)shapes[$"to_rgbs.{levels - 1}.conv.weight", 2] << (levels + 2),
            (int)shapes["input.input", 1]);
        return new(new(size)
        {
            LatentSize = (int)shapes["style.1.weight", 1],
            MappingLayers = shapes.Count("style.{0}.weight", first: 1),
            Space = shapes.Has("whitening.root") ? LatentSpace.W : LatentSpace.Z,
        });
    }

    private static Discriminator Discriminator(StateShapes shapes)
    {
        var levels = shapes.Count("convs.{0}.skip.1.weight", first: 1);
        return new(new(4 << levels, (int)shapes["convs.0.0.weight", 0] << (levels + 2),
            (int)shapes["final_conv.0.weight", 0]));
    }

    private static AttributePredictor Predictor(StateShapes shapes)
    {
        var heads = shapes.Heads("stem");
        return new(new()
        {
            Heads = heads,
            BlockCounts = shapes.Stages(),
            Bottleneck = shapes.Has("layer1.0.conv3.weight"),
            Width = (int)shapes["conv1.weight", 0],
            StemSize = (int)shapes["stem.fc.weight", 0],
            HeadHiddenSize = (int)shapes[$"{heads[0].Name}.0.fc.weight", 0],
        });
    }

    private static FaceIdentity Identity(StateShapes shapes)
    {
        var width = (int)shapes["conv1.weight", 0];
        return new(new()
        {
            BlockCounts = shapes.Stages(),
            Width = width,
            FeatureSize = (int)shapes["fc5.weight", 0],
            ImageSize = 16 * (int)Math.Sqrt(shapes.Alone("fc5.weight", 1) / (8.0 * width)),
        });
    }

    private static Lpips Lpips(StateShapes shapes) =>
        new((shapes.Alone("features.0.weight", 0), shapes.Alone("features.0.weight", 2)) switch
        {
            (24, 5) => LpipsOptions.Small,
            (_, 11) => LpipsOptions.Alex,
            _ => LpipsOptions.Vgg,
        });

    private static TextEncoder Text(StateShapes shapes)
    {
        var heads = shapes.Heads("lstm");
        var textSize = (int)shapes.Alone("lstm.rnn.weight_hh_l0", 1);
        return new(new()
        {
            VocabularySize = (int)shapes.Alone("lstm.word2vec.weight", 0),
            WordSize = (int)shapes["lstm.word2vec.weight", 1],
            TextSize = textSize,
            Pooled = shapes.Alone($"{heads[0].Name}.0.fc.weight", 1) > textSize,
            LstmLayers = shapes.Count("lstm.rnn.weight_hh_l{0}"),
            HeadHiddenSize = (int)shapes[$"{heads[0].Name}.0.fc.weight", 0],
            Heads = heads,
        });
    }

    private static FieldFunction Field(StateShapes shapes) => new(new()
    {
        Layers = shapes.Count("field.{0}.Linear.weight"),
        LatentSize = (int)shapes["field.0.Linear.weight", 1],
        HiddenSize = (int)shapes["field.0.Linear.weight", 0],
    });

    // LPIPS' own state dict cuts the backbone into slices; torchvision's has a classifier; newer files list lin twice.
    private static Dictionary<string, string?> LpipsPrefixes()
    {
        var prefixes = new Dictionary<string, string?> { ["classifier."] = null, ["lins."] = null };
        for (var slice = 1; slice <= 5; slice++)
            prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"net.slice{slice}."), "features.");
        return prefixes;
    }
}
