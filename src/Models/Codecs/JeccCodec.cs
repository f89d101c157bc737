using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Codecs;

/// <summary>How the learned codec works, and which of its parts are left out to see what they are good for.</summary>
public sealed record JeccCodecOptions
{
    [Parameter("How a picture is inverted: from the inversion encoder's guess; from a random z by Adam with noise; "
        + "literal: from a random z by plain descent, eq. 9 as it is written.")]
    public JeccStart Start { get; init; } = JeccStart.Encoder;

    [Parameter("Iterations of an inversion, r_inv; 0 takes 6 from a guess and the paper's 110 from a random z.",
        Min = 0, Max = 10_000)]
    public int InversionIterations { get; init; }

    [Parameter("Moves of an edit at most, r_edit.", Min = 1, Max = 10_000)]
    public int EditIterations { get; init; } = 24;

    [Parameter("False leaves the adapters out: the latent vector itself is sent, and the receiver repairs nothing.")]
    public bool Adapters { get; init; } = true;

    [Parameter("What the adapters are: fully connected layers as in the paper, the best linear code, or this one with "
        + "the degrees as a codeword; digital: bits by LDPC and QAM, right or lost; conditioned: learned curves.")]
    public AdapterForm Form { get; init; } = AdapterForm.Hybrid;

    [Parameter("Real symbols of a transmission, k: 512, or with the forms linear and hybrid also 64, 128 or 256.",
        Min = LinearCode.LeastSymbols, Max = 512)]
    public int Symbols { get; init; } = 512;

    [Parameter("False moves each edit once in the direction asked for, whatever the predictor says of it.")]
    public bool Iterative { get; init; } = true;

    /// <summary>What the adapters are; null for none.</summary>
    [JsonIgnore]
    public CodingOptions? Coding => Adapters ? new(Form, Symbols) : null;

    internal JeccOptions Encoder(int slots, bool deterministic)
    {
        var inversion = InversionOptions.Of(Start);
        return new()
        {
            Slots = slots,
            Deterministic = deterministic,
            Coding = Coding,
            GuessedStart = Start == JeccStart.Encoder,
            Inversion = InversionIterations == 0 ? inversion : inversion with { MaxIterations = InversionIterations },
            Matching = new() { MaxIterations = EditIterations, Iterative = Iterative },
        };
    }
}

/// <summary>The learned codec: JECC with the networks of a weights folder, shared by all workers of a device.</summary>
/// <param name="options">How it works.</param>
/// <param name="weights">The folder; its files are checked when the codec is made.</param>
/// <param name="adapterSnrsDb">The SNRs, dB, that adapter indices stand for; each must be in the folder.</param>
/// <param name="bankSize">Pairs of adapters that a decoder keeps loaded.</param>
/// <param name="deterministic">An item's bits do not depend on its batch, at the cost of shapes of one size.</param>
/// <param name="time">Measures how long adapters load.</param>
/// <param name="finished">Hears the end of each step of each batch of its encoders.</param>
public sealed class JeccCodec(JeccCodecOptions options, DirectoryInfo weights, IReadOnlyList<double> adapterSnrsDb,
    int bankSize, bool deterministic, TimeProvider time, Action<JeccStep>? finished = null) : ICodec
{
    private const string JudgeName = "judge";
    private const int MostSlots = 16;

    // Shared by all codecs of the process: the runs of a sweep load them once.
    private static readonly ConcurrentDictionary<(string Folder, string Device), Lazy<JeccNetworks>> Networks = [];
    private static readonly ConcurrentDictionary<(string Folder, string Device), Lazy<AttributePredictor>> Judges = [];
    private static readonly ConcurrentDictionary<(string Weights, string Device, CodingOptions? Coding), Lazy<double[][]>>
        Chances = [];

    public string Name => "jecc";

    public int SymbolCount => options.Symbols;

    public int HeaderSymbols => options.Adapters ? AdapterHeader.Symbols(adapterSnrsDb.Count) : 0;

    /// <summary>Throws a <see cref="WeightsException"/> where a file is missing or is not what the manifest lists.</summary>
    public IReadOnlyList<WeightsFileEntry> WeightsFiles { get; } = Required(weights, options.Coding);

    /// <summary>
    /// Whether its judges say how often noise alone would be right, which costs the first 100 pictures; true by default.
    /// </summary>
    public bool MeasuresChance { get; init; } = true;

    public IBatchTimes? GivenTimes => null;

    public IBatchTimes TimesOn(DeviceProfile device) => device with
    {
        InversionIterations = EncoderOptions.Inversion.MaxIterations,
        Rows = Rows,
    };

    private JeccOptions EncoderOptions => options.Encoder(Rows ?? MostSlots, deterministic);

    private int? Rows => deterministic ? FixedRows.Count : null;

    public void WarmUp(string device) => Codecs.WarmUp.Run(this, device);

    public IEncoder CreateEncoder(WorkerPlace place) => new JeccEncoder(
        NetworksOn(place.Device), EncoderOptions, adapterSnrsDb, finished, place.Stop);

    public IDecoder CreateDecoder(WorkerPlace place) =>
        new JeccDecoder(NetworksOn(place.Device), adapterSnrsDb, bankSize, options.Coding, Rows, time);

    public IJudge CreateJudge(WorkerPlace place)
    {
        var (networks, judge) = (NetworksOn(place.Device), SharedJudge(weights, place.Device));
        return new JeccJudge(networks, judge, options.Coding, Rows, Chances.GetOrAdd(
            (weights.FullName, place.Device, options.Coding),
            _ => new Lazy<double[][]>(() => NoiseReceiver.Degrees(networks, judge, options.Coding))))
        {
            MeasuresChance = MeasuresChance,
        };
    }

    /// <summary>Its networks on a device, shared and kept until the process ends.</summary>
    public JeccNetworks NetworksOn(string device) => SharedNetworks(weights, device);

    /// <summary>The networks of a folder on a device, shared and kept until the process ends.</summary>
    public static JeccNetworks SharedNetworks(DirectoryInfo weights, string device) => Networks.GetOrAdd(
        (weights.FullName, device), _ => new Lazy<JeccNetworks>(() => JeccNetworks.Load(weights, new Device(device)))).Value;

    /// <summary>The same of the predictor that judges.</summary>
    internal static AttributePredictor SharedJudge(DirectoryInfo weights, string device) => Judges.GetOrAdd(
        (weights.FullName, device), _ => new Lazy<AttributePredictor>(
            () => PriorNetworks.Frozen(PriorNetworks.Judge(weights), new Device(device)))).Value;

    /// <summary>The files of its networks and of others, checked.</summary>
    internal static List<WeightsFileEntry> Required(
        DirectoryInfo weights, CodingOptions? coding, params IReadOnlyList<string> others)
    {
        var manifest = WeightsManifest.Load(weights.FullName);
        string[] needed =
            [.. JeccNetworks.FileNames(weights, coding).Append(JudgeName).Concat(others)
            .Select(name => name + ".safetensors")];
        foreach (var file in needed) manifest.Require(file);
        return [.. manifest.Files.Where(entry => needed.Contains(entry.File))];
    }
}
