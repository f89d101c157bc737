using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Jecc;

/// <summary>
/// The frozen networks that transmitter and receiver use, of one weights folder on one device. Networks only read their
/// weights, so any number of encoders and decoders may share them.
/// </summary>
public sealed class JeccNetworks : IDisposable
{
    private static readonly string[] Needed =
        ["generator", "perceptual", "predictor", "inversion", "fields", AdapterSet.FileName, "text"];

    private readonly LatentStatistics? statistics;
    private readonly NumberCurve? curve;

    private JeccNetworks(DirectoryInfo weights, Device device)
    {
        (Weights, Device) = (weights, device);
        Generator = PriorNetworks.Frozen(PriorNetworks.Generator(weights), device);
        if (NativePrecision.HasBFloat16(device)) Generator.Precision = ScalarType.BFloat16;
        Perceptual = PriorNetworks.Frozen(PriorNetworks.Perceptual(weights), device);
        Predictor = PriorNetworks.Frozen(PriorNetworks.Predictor(weights), device);
        Guess = PriorNetworks.Frozen(PriorNetworks.Inversion(weights), device);
        Fields = PriorNetworks.Frozen(PriorNetworks.Fields(weights), device);
        Adapters = PriorNetworks.Frozen(AdapterSet.Load(weights), device);
        if (PriorNetworks.Has(weights, LatentStatistics.FileName)) statistics = PriorNetworks.Coding(weights);
        if (PriorNetworks.Has(weights, NumberCurve.FileName)) curve = PriorNetworks.Curve(weights);
        Reader = RequestReader.Load(weights);
        var (side, latent) = (Generator.Options.Size.Resolution, Generator.Options.LatentSize);
        if (Guess.Options.ImageSize == side && Guess.Options.LatentSize == latent) return;
        throw new WeightsException(WeightsErrorReason.WrongNetwork,
            $"The generator makes {side} pixels of {latent} numbers, but the inversion encoder takes "
                + $"{Guess.Options.ImageSize} pixels and gives {Guess.Options.LatentSize}; train it for this generator.");
    }

    /// <summary>The folder that they are from.</summary>
    public DirectoryInfo Weights { get; }

    public Device Device { get; }

    public Networks.Generator Generator { get; }

    public Lpips Perceptual { get; }

    public AttributePredictor Predictor { get; }

    /// <summary>The inversion encoder.</summary>
    public InversionEncoder Guess { get; }

    public AttributeFields Fields { get; }

    public AdapterSet Adapters { get; }

    /// <summary>
    /// What the adapters of closed form are made of; on the CPU. A <see cref="WeightsException"/> where the folder has
    /// none.
    /// </summary>
    public LatentStatistics Statistics => statistics ?? None<LatentStatistics>(LatentStatistics.FileName);

    /// <summary>What the form conditioned sends numbers by; on the CPU. Likewise.</summary>
    public NumberCurve Curve => curve ?? None<NumberCurve>(NumberCurve.FileName);

    public RequestReader Reader { get; }

    /// <summary>Real symbols of a transmission, k.</summary>
    public int SymbolCount => Generator.Options.LatentSize;

    /// <summary>
    /// Throws a <see cref="WeightsException"/> where a file is missing or is not what the manifest lists.
    /// </summary>
    public static JeccNetworks Load(DirectoryInfo weights, Device device) => new(weights, device);

    /// <summary>
    /// The weights files, without their extension, that are read of a folder for adapters; null: none. Throws a
    /// <see cref="WeightsException"/> that names the first one that it lacks.
    /// </summary>
    public static IReadOnlyList<string> FileNames(DirectoryInfo weights, CodingOptions? coding)
    {
        string[] ofForm = coding?.Form switch
        {
            null or AdapterForm.Paper => [],
            AdapterForm.Conditioned => [LatentStatistics.FileName, NumberCurve.FileName],
            _ => [LatentStatistics.FileName],
        };
        string[] all = [.. Needed, LatentStatistics.FileName, NumberCurve.FileName];
        string[] there = [.. all.Where(name => PriorNetworks.Has(weights, name))];
        return Needed.Concat(ofForm).Except(there).FirstOrDefault() is { } lacking ? throw Lacks(weights, lacking) : there;
    }

    private T None<T>(string name) => throw Lacks(Weights, name);

    private static WeightsException Lacks(DirectoryInfo weights, string name) => new(WeightsErrorReason.MissingFile,
        $"the set '{weights}' has no {name}.safetensors"
        + (name is LatentStatistics.FileName or NumberCurve.FileName
            ? ", which adapters of this form are made of; the form paper does without."
            : $"; './eds weights check {weights}' says what it can do."));

    /// <summary>
    /// Adapters of a form for an SNR, dB; the caller disposes them. In the paper's form throws a
    /// <see cref="WeightsException"/> where the folder has none for that SNR.
    /// </summary>
    public LatentCode Code(CodingOptions options, double snrDb) => options.Form switch
    {
        AdapterForm.Paper =>
            new PaperCode(PriorNetworks.Frozen(AdapterSet.LoadPair(Weights, snrDb), Device), Device, owns: true),
        AdapterForm.Digital => new DigitalCode(Statistics, snrDb),
        AdapterForm.Conditioned => new ConditionedCode(Statistics, Curve, snrDb),
        _ => new LinearCode(Statistics, snrDb, options.Form, options.Symbols),
    };

    /// <summary>
    /// The picture of each latent vector, as it is shown: in 256 levels. Null where the generator gave numbers that are
    /// not finite.
    /// </summary>
    /// <param name="latents">[latent] each, of any device.</param>
    /// <param name="rows">Pictures computed at once where bits must not depend on the others; null: all.</param>
    public RgbImage?[] Pictures(IReadOnlyList<Tensor> latents, int? rows = null)
    {
        using var quiet = no_grad();
        List<RgbImage?> pictures = [];
        foreach (var part in latents.Chunk(rows ?? Math.Max(1, latents.Count)))
        {
            using var scope = NewDisposeScope();
            var z = stack(FixedRows.Filled(part, rows).Select(latent => latent.to(Device)));
            var images = Generator.call(z);                                                  // [N, 3, S, S]
            var areFinite = images.isfinite().flatten(1).all(1).cpu().data<bool>().ToArray();
            pictures.AddRange(part.Select((_, i) => areFinite[i] ? ImageTensors.ToImage(images[i]) : null));
        }
        return [.. pictures];
    }

    /// <summary>Parameters of all networks in use, with one pair of adapters; and of that pair.</summary>
    public (long All, long Pair) ParameterCounts()
    {
        var pair = Count(Adapters[0]);
        nn.Module[] others = [Generator, Perceptual, Predictor, Guess, Fields, Reader.Encoder];
        return (others.Sum(Count) + pair, pair);

        static long Count(nn.Module network) => network.parameters().Sum(parameter => parameter.numel());
    }

    public void Dispose()
    {
        Generator.Dispose();
        Perceptual.Dispose();
        Predictor.Dispose();
        Guess.Dispose();
        Fields.Dispose();
        Adapters.Dispose();
        statistics?.Dispose();
        curve?.Dispose();
        Reader.Dispose();
    }
}

/// <summary>Batches of one shape, so that the bits of a row do not depend on how many there are.</summary>
internal static class FixedRows
{
    /// <summary>Of all batches where results must not depend on the batch, whatever its configured size.</summary>
    public const int Count = 4;

    /// <summary>With a number of rows, missing ones repeat the first; their results are to be dropped.</summary>
    public static T[] Filled<T>(T[] items, int? rows) =>
        rows is { } count ? [.. items, .. Enumerable.Repeat(items[0], count - items.Length)] : items;
}
