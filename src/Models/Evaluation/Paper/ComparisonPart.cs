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
    /// Columns: whether the edit is right as received and as sent, 1 or 0; NaN where no change was meant.
    /// </summary>
    public const string IsRight = "isRight", WasRight = "wasRight";

    /// <summary>Columns of normal numbers [N, 48]: the parameters, and as read of two pictures.</summary>
    public const string Truth = "truth", Middle = "middle", Received = "received";

    /// <summary>Stands for the portraits themselves.</summary>
    public const string Originals = "originals";

    private PaperBlock? block;
    private int? blockFirst;

    public IEnumerable<PaperUnit> Units => plan.Blocks(plan.Portraits).SelectMany(one =>
        methods.Present.Where(method => one.First < method.Portraits(plan, style))
            .SelectMany(method => method.Snrs(plan, style).Select(snrDb =>
                new PaperUnit(name, method.Id, snrDb, one.First, one.Count)))
            .Append(new PaperUnit(name, Originals, 0, one.First, one.Count)));

    public PaperResult Compute(PaperUnit unit)
    {
        var block = BlockOf(unit);
        var pictures = unit.Method == Originals ? [] : methods.Get(unit.Method).Receive(block.Requests, unit.SnrDb);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var originals = block.Originals();
        if (unit.Method == Originals)
        {
            return new(unit, new(StringComparer.Ordinal)
            {
                [Features] = FeaturesOf(originals.Images),
                [Truth] = block.Normals(),
                [Received] = with.Readings(originals.Images),
            });
        }
        var seen = SeenPictures.Of(pictures.Select(picture => picture.Received), with.Networks);
        SortedDictionary<string, float[]> columns = new(StringComparer.Ordinal)
        {
            [ToOriginal] = PaperNumbers.Of(seen.DistancesTo(originals)),
            [ToCounterfactual] = PaperNumbers.Of(seen.DistancesTo(block.Counterfactuals())),
            [Features] = FeaturesOf(seen.Images),
            [IsRight] = Right(block, seen.Images),
        };
        var middle = stack(pictures.Select(picture => ImageTensors.FromImage(picture.Middle))).to(seen.Images.device);
        (columns[Middle], columns[Received]) = (with.Readings(middle), with.Readings(seen.Images));
        if (!methods[unit.Method].EditsAtReceiver) columns[WasRight] = Right(block, middle);
        return new(unit, columns);
    }

    public void Dispose() => block?.Dispose();

    private PaperBlock BlockOf(PaperUnit unit)
    {
        if (blockFirst == unit.First) return block!;
        block?.Dispose();
        block = new PaperBlock(with, style, unit.First, unit.Count);
        blockFirst = unit.First;
        return block;
    }

    private float[] FeaturesOf(Tensor images) => PaperNumbers.Of(with.Observer.Features(images));

    private float[] Right(PaperBlock block, Tensor images) => [.. JudgeDegrees.Of(with.Judge, images)
        .Zip(block.Meant, (seen, meant) => meant.Direction == 0 ? float.NaN
            : seen[(int)meant.Attribute] == meant.Degree ? 1 : 0)];
}
