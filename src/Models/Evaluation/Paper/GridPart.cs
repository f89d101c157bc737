using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>A figure of pictures.</summary>
/// <param name="Id">Begins the names of its files.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Style">How its portraits are drawn.</param>
/// <param name="SnrDb">dB.</param>
/// <param name="Sentences">The paper's, a row each.</param>
/// <param name="Missing">Why it is not there; null where it is.</param>
public sealed record PaperGrid(string Id, string Title, PortraitStyle Style, double SnrDb,
    IReadOnlyList<string> Sentences, string? Missing = null)
{
    /// <summary>Columns: method, how it is called, and why it is not there, null where it is.</summary>
    public required IReadOnlyList<(string Method, string Label, string? Missing)> Columns { get; init; }

    /// <summary>The file of a picture, in the folder of images.</summary>
    public string FileOf(int row, string method) => $"{Id}-{row + 1}-{method}.png";
}

/// <summary>Figures 5, 7, 9, 10 and 11: the paper's sentences, each about a portrait that it would change.</summary>
internal sealed class GridPart(PaperInstruments with, PaperMethods methods, PaperPlan plan, string folder)
    : IPaperPart
{
    public const string Name = "grids";

    private const string Original = "original", OneMove = "jecc-one-move";
    private const int Apart = 20;    // rows begin so many portraits apart, so that no face comes twice

    private readonly JeccSender oneMove =
        new(with.Networks, new JeccOptions { Matching = new() { Iterative = false } });

    public static IReadOnlyList<PaperGrid> Grids(PaperMethods methods, PaperPlan plan)
    {
        if (!plan.HasGrids) return [];
        (string, string, string?)[] all = [.. methods.All.Where(method => !method.IsVariant)
            .Select(method => (method.Id, method.Label, method.Missing)), (Original, "Original", null)];
        return
        [
            new("fig5", "Fig. 5: portraits of 128x128 at 6 dB", PortraitStyle.Photo, 6,
                ["I kind of want the smile to be less obvious", "Smile more"]) { Columns = all },
            new("fig7", "Fig. 7: portraits of 1024x1024 at 6 dB", PortraitStyle.Photo, 6,
                ["What about trying bangs that leaves half of the forehead visible", "Make the face slightly younger"],
                PaperTables.NoGenerator) { Columns = [] },
            new("fig9", "Fig. 9: ink portraits of 128x128 at 18 dB", PortraitStyle.Ink, 18,
                ["Make the bangs longer", "What about trying extremely long fringe"]) { Columns = all },
            new("fig10", "Fig. 10: without and with iterative attributes matching at -6 dB", PortraitStyle.Photo, -6,
                ["Smile more", "What about trying bangs that leaves half of the forehead visible",
                    "Make the bangs longer"])
            {
                Columns = [(OneMove, "one move", null), (PaperMethods.Ours, "iterative", null),
                    (Original, "Original", null)],
            },
            new("fig11", "Fig. 11: without and with adapters at -6 dB", PortraitStyle.Photo, -6,
                ["Smile more", "Add long bangs", "Make the fringe just a little longer"])
            {
                Columns = [(PaperMethods.Bare, "no adapters", null),
                    (PaperMethods.PaperForm, "the paper's adapters", null),
                    (PaperMethods.Ours, "Editable-DeepSC", null), (Original, "Original", null)],
            },
        ];
    }

    public IEnumerable<PaperUnit> Units => Grids(methods, plan).SelectMany(grid =>
        grid.Sentences.SelectMany((_, row) => grid.Columns.Where(column => column.Missing is null)
            .Select(column => new PaperUnit(Name, $"{grid.Id} {column.Method}", grid.SnrDb, row, 1))));

    public PaperResult Compute(PaperUnit unit)
    {
        var grid = Grids(methods, plan).Single(one => unit.Method.StartsWith(one.Id + " ", StringComparison.Ordinal));
        var method = unit.Method[(grid.Id.Length + 1)..];
        var (rows, request) = RequestOf(grid, unit.First);
        using var _ = rows;
        using var images = PortraitRenderer.Render(rows, style: grid.Style);
        using var image = images[0];
        IReadOnlyList<EditRequest> requests = [request with { Image = new ImageSource.Pixels(image) }];
        using var once = method == OneMove ? new JeccMethod(with.Networks, oneMove, new CodingOptions()) : null;
        var picture = method == Original ? ImageTensors.ToImage(image)
            : (once ?? methods.Get(method)).Receive(requests, grid.SnrDb)[0].Received;
        ImageFile.Write(Path.Combine(folder, grid.FileOf(unit.First, method)), picture);
        return new(unit, []);
    }

    public void Dispose() => oneMove.Dispose();

    /// <summary>The first portrait of the row's stretch that is not as the sentence wants it.</summary>
    private (Tensor Rows, EditRequest Request) RequestOf(PaperGrid grid, int row)
    {
        var sentence = grid.Sentences[row];
        var label = with.Networks.Reader.Read(sentence).Label;
        for (var index = row * Apart; ; index++)
        {
            var rows = new PortraitSampler(with.Data.Portraits).Sample(index, 1);
            using var degrees = PortraitParameters.Degrees(rows);
            int[] are = [.. degrees.data<long>().Select(degree => (int)degree)];
            if (EditTarget.Of(label, are) is { Direction: not 0 })
            {
                return (rows, new(new TransmissionId(index), default, new ImageSource.Portrait(default, 0), sentence,
                    null, 0));
            }
            rows.Dispose();
        }
    }
}
