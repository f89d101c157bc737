using System.Diagnostics.CodeAnalysis;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>A method of section V.</summary>
/// <param name="Id">As results and <c>--probe</c> name it.</param>
/// <param name="Label">As tables name it.</param>
internal sealed record PaperEntry(string Id, string Label)
{
    /// <summary>Why it cannot be computed; null where it can.</summary>
    public string? Missing { get; init; }

    /// <summary>A baseline; null for a form of Editable-DeepSC.</summary>
    public BaselineScheme? Scheme { get; init; }

    /// <summary>Talk2Edit's form, of a baseline.</summary>
    public Talk2EditForm Form { get; init; }

    /// <summary>Whether it is another form of a method that is in all tables.</summary>
    public bool IsVariant { get; init; }

    /// <summary>M1.</summary>
    public bool EditsAtReceiver => Scheme is { EditsAtReceiver: true };

    private bool IsFull => Scheme is not null && Form == Talk2EditForm.Full;

    /// <summary>How many portraits of a style it gets.</summary>
    public int Portraits(PaperPlan plan, PortraitStyle style) => Scheme is null ? plan.Portraits
        : !IsFull ? plan.SlowPortraits : style == PortraitStyle.Photo ? plan.FullPortraits : 0;

    /// <summary>At which SNRs, dB; the receiver edits anew at each.</summary>
    public IEnumerable<double> Snrs(PaperPlan plan, PortraitStyle style) =>
        !EditsAtReceiver || (!IsFull && plan.HasAllReceivers) ? plan.SnrsDb
            : style == PortraitStyle.Photo ? [plan.SnrsDb[0]] : [];

    /// <summary>Real symbols of a picture so many pixels wide; without a scheme <paramref name="latent"/>.</summary>
    public int Symbols(int side, int latent) => Scheme is null ? latent
        : Scheme.Carrier == PictureCarrier.DeepSc ? DeepSc.SymbolCount(side)
        : PaperMethods.JpegSymbols(side);

    /// <summary>The paper's ratio (Tables I and II) at 128 and at 1024 pixels.</summary>
    public (double At128, double At1024) PaperRatio => Scheme is null ? (0.0104, 0.0002)
        : Scheme.Carrier == PictureCarrier.DeepSc ? (0.0833, 0.0833) : (0.0389, 0.0111);
}

/// <summary>All methods, made when they are asked for.</summary>
internal sealed class PaperMethods : IDisposable
{
    /// <summary>Editable-DeepSC as it is shipped, in the paper's form, and without adapters.</summary>
    public const string Ours = "jecc", PaperForm = "jecc-paper", Bare = "jecc-bare";

    private const int Side = 128;

    private readonly Dictionary<string, IPaperMethod> made = [];
    private readonly Dictionary<Talk2EditForm, Talk2EditSender> editors = [];
    private readonly JeccNetworks networks;
    private readonly JeccSender sender;
    private readonly TimeProvider time;

    public PaperMethods(JeccNetworks networks, TimeProvider time)
    {
        (this.networks, this.time) = (networks, time);
        sender = new(networks);
        All = [.. Baselines(Talk2EditForm.Lite), .. Baselines(Talk2EditForm.Full), new(Ours, "Editable-DeepSC"),
            new(PaperForm, "Editable-DeepSC, the paper's adapters") { IsVariant = true },
            new(Bare, "Editable-DeepSC without adapters") { IsVariant = true }];
    }

    public IReadOnlyList<PaperEntry> All { get; }

    public IEnumerable<PaperEntry> Present => All.Where(entry => entry.Missing is null);

    public bool HasDeepSc => Has(DeepScSet.FileName);

    public PaperEntry this[string id] => All.Single(entry => entry.Id == id);

    public IPaperMethod Get(string id) => made.TryGetValue(id, out var method) ? method : made[id] = Create(this[id]);

    /// <summary>Real symbols of JPEG+LDPC in 16-QAM.</summary>
    public static int JpegSymbols(int side)
    {
        using var code = Jpeg(side, QamOrder.Qam16);
        return code.SymbolCount;
    }

    /// <summary>What the paper sends in bits: 0.7 bits a pixel, 0.2 at 1024 pixels.</summary>
    private static JpegLdpcCode Jpeg(int side, QamOrder order) => new(side, side > Side ? 0.2 : 0.7, order);

    /// <summary>A carrier of <see cref="CarrierPart"/>; the caller disposes it.</summary>
    public IPictureCode PictureCode(string carrier) => carrier == CarrierPart.DeepSc
        ? new DeepScCode(networks.Weights, Side, PaperPlan.PaperSnrsDb, PaperPlan.PaperSnrsDb.Count, networks.Device,
            time)
        : Jpeg(Side, carrier == CarrierPart.Qam16 ? QamOrder.Qam16 : QamOrder.Qam4);

    public void Dispose()
    {
        foreach (var method in made.Values) method.Dispose();
        sender.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The method disposes its code.")]
    private IPaperMethod Create(PaperEntry entry)
    {
        if (entry.Scheme is not { } scheme)
        {
            return new JeccMethod(networks, sender, entry.Id switch
            {
                Ours => new CodingOptions(),
                PaperForm => new CodingOptions(AdapterForm.Paper),
                _ => null,
            });
        }
        if (!editors.TryGetValue(entry.Form, out var editor))
        {
            var codec = new BaselineCodec(scheme, new() { Talk2Edit = entry.Form }, networks.Weights,
                PaperPlan.PaperSnrsDb, PaperPlan.PaperSnrsDb.Count, time);
            var place = new WorkerPlace(0, networks.Device.ToString());
            editors[entry.Form] = editor = new(networks, codec.CreateEditor(place));
        }
        var carrier = scheme.Carrier == PictureCarrier.DeepSc ? CarrierPart.DeepSc : CarrierPart.Qam16;
        return new BaselineMethod(PictureCode(carrier), editor, scheme.EditsAtReceiver);
    }

    private IEnumerable<PaperEntry> Baselines(Talk2EditForm form)
    {
        // In the paper's order.
        (string Name, string Label)[] all =
        [
            ("deepsc+talk2edit", "DeepSC+Talk2Edit"), ("jpeg-ldpc+talk2edit", "JPEG+LDPC+Talk2Edit"),
            ("talk2edit+deepsc", "Talk2Edit+DeepSC"), ("talk2edit+jpeg-ldpc", "Talk2Edit+JPEG+LDPC"),
        ];
        foreach (var (name, label) in all)
        {
            var scheme = BaselineScheme.Find(name)!;
            string[] needed = scheme.Carrier == PictureCarrier.DeepSc
                ? [DeepScSet.FileName, AttributeFields.OnStylesFileName] : [AttributeFields.OnStylesFileName];
            var isFull = form == Talk2EditForm.Full;
            yield return new(isFull ? $"{name}-full" : name, isFull ? $"{label}, Talk2Edit in full" : label)
            {
                Scheme = scheme,
                Form = form,
                IsVariant = isFull,
                Missing = needed.FirstOrDefault(file => !Has(file)) is { } file ? $"no weights of {file}" : null,
            };
        }
    }

    private bool Has(string name) => File.Exists(Path.Combine(networks.Weights.FullName, name + ".safetensors"));
}
