using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>What the baselines send pictures by, without an edit: how near, and how often not at all.</summary>
internal sealed class CarrierPart(PaperInstruments with, PaperMethods methods, PaperPlan plan) : IPaperPart
{
    public const string Name = "carriers", DeepSc = "DeepSC", Qam16 = "JPEG+LDPC, 16-QAM", Qam4 = "JPEG+LDPC, 4-QAM";

    /// <summary>Columns: to the original, dB; 1 where bits arrived with errors.</summary>
    public const string PsnrDb = "psnrDb", IsOutage = "isOutage";

    private readonly Dictionary<string, IPictureCode> codes = [];

    public static IReadOnlyList<string> Carriers { get; } = [DeepSc, Qam16, Qam4];

    public IEnumerable<PaperUnit> Units => plan.Blocks(plan.Carriers).SelectMany(block => Carriers
        .Where(carrier => carrier != DeepSc || methods.HasDeepSc).SelectMany(carrier => plan.SnrsDb.Select(snrDb =>
            new PaperUnit(Name, carrier, snrDb, block.First, block.Count))));

    public PaperResult Compute(PaperUnit unit)
    {
        using var block = new PaperBlock(with, PortraitStyle.Photo, unit.First, unit.Count);
        var air = new PictureAir(codes.TryGetValue(unit.Method, out var code) ? code
            : codes[unit.Method] = methods.PictureCode(unit.Method));
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var originals = block.Originals();
        var sent = originals.Images.unbind(0).Select(ImageTensors.ToImage).ToList();
        var arrived = block.Requests.Zip(sent, (request, picture) => air.Send(picture, request, unit.SnrDb)).ToList();
        var seen = SeenPictures.Of(arrived.Select(picture => picture.Picture), with.Networks);
        SortedDictionary<string, float[]> columns = new(StringComparer.Ordinal)
        {
            [ComparisonPart.ToOriginal] = PaperNumbers.Of(seen.DistancesTo(originals)),
            [PsnrDb] = PaperNumbers.PsnrDb(seen.Images, originals.Images),
        };
        if (unit.Method != DeepSc)
            columns[IsOutage] = [.. arrived.Select(picture => picture.IsIntact == false ? 1f : 0)];
        return new(unit, columns);
    }

    public void Dispose()
    {
        foreach (var code in codes.Values) code.Dispose();
    }
}
