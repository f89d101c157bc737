using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>A method of section V.</summary>
/// <param name="Id">As results and <c>--probe</c> name it.</param>
/// <param name="Label">As tables name it.</param>
internal sealed record PaperEntry(string Id, string Label)
{
    /// <summary>Why it cannot be computed; null where it can.</summary>
    public string? Missing { get; init; }

    /// <summary>Whether it searches pictures for long, so that fewer portraits are taken.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Whether it is a form of Editable-DeepSC beside the one that is compared.</summary>
    public bool IsVariant { get; init; }

    /// <summary>Real symbols of a picture with so many pixels a side.</summary>
    public required Func<int, double> Symbols { get; init; }

    /// <summary>The paper's ratio (Tables I and II) at 128 and at 1024 pixels.</summary>
    public (double At128, double At1024)? PaperRatio { get; init; }
}

/// <summary>All methods, made when they are asked for.</summary>
internal sealed class PaperMethods : IDisposable
{
    /// <summary>Editable-DeepSC as it is shipped, in the paper's form, and without adapters.</summary>
    public const string Ours = "jecc", PaperForm = "jecc-paper", Bare = "jecc-bare";

    private readonly Dictionary<string, IPaperMethod> made = [];
    private readonly JeccNetworks networks;
    private readonly JeccSender sender;

    public PaperMethods(JeccNetworks networks)
    {
        this.networks = networks;
        sender = new(networks);
        All = [.. Baselines(networks), .. Forms(networks.SymbolCount)];
    }

    public IReadOnlyList<PaperEntry> All { get; }

    public IEnumerable<PaperEntry> Present => All.Where(entry => entry.Missing is null);

    public PaperEntry this[string id] => All.Single(entry => entry.Id == id);

    public IPaperMethod Get(string id) => made.TryGetValue(id, out var method) ? method : made[id] = Create(id);

    public void Dispose()
    {
        foreach (var method in made.Values) method.Dispose();
        sender.Dispose();
    }

    private IPaperMethod Create(string id) => new JeccMethod(networks, sender, id switch
    {
        Ours => new CodingOptions(),
        PaperForm => new CodingOptions(AdapterForm.Paper),
        _ => null,
    });

    private static IEnumerable<PaperEntry> Forms(int symbols)
    {
        yield return new(Ours, "Editable-DeepSC") { Symbols = _ => symbols, PaperRatio = (0.0104, 0.0002) };
        yield return new(PaperForm, "Editable-DeepSC, the paper's adapters") { Symbols = _ => symbols, IsVariant = true };
        yield return new(Bare, "Editable-DeepSC without adapters") { Symbols = _ => symbols, IsVariant = true };
    }

    private static IEnumerable<PaperEntry> Baselines(JeccNetworks networks)
    {
        // 16 maps of an eighth of the side; JPEG of so many bits a pixel by a code of rate 1/2 in 16-QAM.
        static double Convolutional(int side) => 16.0 * (side / 8.0) * (side / 8.0);
        static double Coded(int side) => side * side * (side > 128 ? 0.2 : 0.7) * 2 / 4 * 2;
        (string Id, string Label, Func<int, double> Symbols, (double, double) Paper, string[] Weights)[] all =
        [
            ("deepsc+talk2edit", "DeepSC+Talk2Edit", Convolutional, (0.0833, 0.0833), ["deepsc", "talk2edit"]),
            ("jpeg-ldpc+talk2edit", "JPEG+LDPC+Talk2Edit", Coded, (0.0389, 0.0111), ["talk2edit"]),
            ("talk2edit+deepsc", "Talk2Edit+DeepSC", Convolutional, (0.0833, 0.0833), ["talk2edit", "deepsc"]),
            ("talk2edit+jpeg-ldpc", "Talk2Edit+JPEG+LDPC", Coded, (0.0389, 0.0111), ["talk2edit"]),
        ];
        return all.Select(one => new PaperEntry(one.Id, one.Label)
        {
            Symbols = one.Symbols,
            PaperRatio = one.Paper,
            IsSlow = true,
            Missing = one.Weights.FirstOrDefault(name => !File.Exists(
                Path.Combine(networks.Weights.FullName, name + ".safetensors"))) is { } name
                ? $"no weights of {name}" : null,
        });
    }
}
