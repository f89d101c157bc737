using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>All methods over white noise (Fig. 4 and 8): the same portraits, sentences and noise for each.</summary>
internal sealed class ComparisonPart(string name, PortraitStyle style, PaperInstruments with, PaperMethods methods,
    PaperPlan plan) : IPaperPart
{
    /// <summary>Columns of a unit: distances to the original and to the counterfactual, and features.</summary>
    public const string ToOriginal = "toOriginal", ToCounterfactual = "toCounterfactual", Features = "features";

    /// <summary>
    /// Columns: 1 or 0, NaN where no change was meant, where the user and where the transmitter looks; PSNR between the
    /// two, dB; 1 where nothing was decoded.
    /// </summary>
    public const string IsRight = "isRight", WasRight = "wasRight", PsnrDb = "psnrDb", IsOutage = "isOutage";

    /// <summary>Stands for the portraits themselves.</summary>
    public const string Originals = "originals";

    private PaperBlock? block;
    private int? blockFirst;

    public IEnumerable<PaperUnit> Units => plan.Blocks(plan.Portraits).SelectMany(one =>
        methods.Present.Where(method => !method.IsSlow || one.First < plan.SlowPortraits)
            .SelectMany(method => plan.SnrsDb.Select(snrDb => new PaperUnit(name, method.Id, snrDb, one.First, one.Count)))
            .Append(new PaperUnit(name, Originals, 0, one.First, one.Count)));

    public PaperResult Compute(PaperUnit unit)
    {
        var block = BlockOf(unit);
        var pictures = unit.Method == Originals ? [] : methods.Get(unit.Method).Receive(block.Requests, unit.SnrDb);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var originals = block.Originals();
        if (unit.Method == Originals) return new(unit, new() { [Features] = FeaturesOf(originals.Images) });
        var seen = SeenPictures.Of(pictures.Select(picture => picture.Received), with.Networks);
        SortedDictionary<string, float[]> columns = new(StringComparer.Ordinal)
        {
            [ToOriginal] = Floats(seen.DistancesTo(originals)),
            [ToCounterfactual] = Floats(seen.DistancesTo(block.Counterfactuals())),
            [Features] = FeaturesOf(seen.Images),
            [IsRight] = Right(block, seen.Images),
            [IsOutage] = [.. pictures.Select(picture => picture.IsOutage ? 1f : 0)],
        };
        if (pictures.Select(picture => picture.Sent).OfType<RgbImage>().ToList() is var sent && sent.Count == pictures.Count)
        {
            var images = stack(sent.Select(ImageTensors.FromImage)).to(seen.Images.device);
            columns[WasRight] = Right(block, images);
            columns[PsnrDb] = [.. (seen.Images - images).square().mean([1, 2, 3]).clamp_min(1e-12).cpu().data<float>()
                .Select(error => (float)(10 * Math.Log10(4 / error)))];
        }
        return new(unit, columns);
    }

    public void Dispose() => block?.Dispose();

    private PaperBlock BlockOf(PaperUnit unit)
    {
        if (blockFirst == unit.First) return block!;
        block?.Dispose();
        (block, blockFirst) = (new PaperBlock(with, style, unit.First, unit.Count), unit.First);
        return block;
    }

    private float[] FeaturesOf(Tensor images) => [.. with.Observer.Features(images).cpu().data<float>()];

    private float[] Right(PaperBlock block, Tensor images) => [.. JudgeDegrees.Of(with.Judge, images)
        .Zip(block.Meant, (seen, meant) => meant.Direction == 0 ? float.NaN
            : seen[(int)meant.Attribute] == meant.Degree ? 1 : 0)];

    private static float[] Floats(double[] values) => [.. values.Select(value => (float)value)];
}
