using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>
/// Theorem 1: what the observer reads after each stage of three chains that are made of the same parts and send as many
/// symbols. M1 sends the inverted picture and the receiver edits what arrives; M2 edits at the transmitter, and sends
/// the edited picture as any picture is sent; JECC sends what it edited. Stages are pictures: each editor and each
/// sender takes a picture in.
/// </summary>
internal sealed class ChainPart(PaperInstruments with, PaperPlan plan) : IPaperPart
{
    public const string Name = "theorem";
    public const string Jecc = "JECC", EditLast = "M1", EditFirst = "M2";

    /// <summary>The stages of a chain, in order; each has a column of readings [N, 48].</summary>
    public static IReadOnlyList<string> StagesOf(string chain) => chain switch
    {
        Jecc => ["original", "inverted", "edited", "received"],
        EditLast => ["original", "inverted", "received", "edited"],
        _ => ["original", "edited", "inverted", "received"],
    };

    public static IReadOnlyList<string> Chains { get; } = [EditLast, EditFirst, Jecc];

    private const string LeaveIt = "Leave it as it is.";
    private readonly JeccNetworks networks = with.Networks;
    private readonly JeccEncoder encoder = new(with.Networks);
    private readonly MeasuredPath path = new(new AwgnChannel(), with.Networks, PaperNoise.Seed);
    private PaperBlock? block;
    private int? blockFirst;
    private Encoding[] once = [], twice = [];    // of the block: of the portraits, of the edited pictures

    public IEnumerable<PaperUnit> Units => plan.Blocks(plan.Chains).SelectMany(block => Chains.SelectMany(chain =>
        plan.ChainSnrsDb.Select(snrDb => new PaperUnit(Name, chain, snrDb, block.First, block.Count))));

    public PaperResult Compute(PaperUnit unit)
    {
        var block = BlockOf(unit);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var code = networks.Code(new CodingOptions(), unit.SnrDb);
        SortedDictionary<string, float[]> columns = new(StringComparer.Ordinal)
        {
            [ComparisonPart.Truth] = block.Normals(),
            ["original"] = with.Readings(block.Originals().Images),
        };
        if (unit.Method != EditLast) Picture("edited", once.Select(one => Latent(one.Latent)));
        var sent = unit.Method == EditFirst ? twice : once;
        Picture("inverted", sent.Select(one => Latent(one.Source)));
        SentLatent[] latents = [.. sent.Select(one => unit.Method == Jecc
            ? new SentLatent(Latent(one.Latent), one.After) : new SentLatent(Latent(one.Source), one.Before))];
        var received = Picture("received",
            path.Latents(latents, code, unit.SnrDb, PaperNoise.UserOf(unit.SnrDb), unit.First));
        if (unit.Method == EditLast)
            Picture("edited", Encode(Again(block.Requests, received, edits: true)).Select(one => Latent(one.Latent)));
        return new(unit, columns);

        RgbImage[] Picture(string stage, IEnumerable<Tensor> latents)
        {
            var pictures = networks.Pictures([.. latents])!;
            columns[stage] = with.Readings(stack(pictures.Select(picture => ImageTensors.FromImage(picture!))));
            return pictures!;
        }
    }

    public void Dispose()
    {
        block?.Dispose();
        encoder.Dispose();
    }

    private PaperBlock BlockOf(PaperUnit unit)
    {
        if (blockFirst == unit.First) return block!;
        block?.Dispose();
        block = new PaperBlock(with, PortraitStyle.Photo, unit.First, unit.Count);
        blockFirst = unit.First;
        using var scope = NewDisposeScope();
        once = Encode(block.Requests);
        var edited = networks.Pictures([.. once.Select(one => Latent(one.Latent))])!;
        twice = Encode(Again(block.Requests, edited, edits: false));
        return block;
    }

    private Encoding[] Encode(IReadOnlyList<EditRequest> requests)
    {
        using var gradients = enable_grad();
        return [.. encoder.Encode(requests)!];
    }

    private static List<EditRequest> Again(IEnumerable<EditRequest> requests, RgbImage?[] pictures, bool edits) =>
        [.. requests.Zip(pictures, (request, picture) => request with
        {
            Image = new ImageSource.Pixels(ImageTensors.FromImage(picture!)),
            Text = edits ? request.Text : LeaveIt,
        })];

    private Tensor Latent(float[] numbers) => tensor(numbers, device: networks.Device);
}
