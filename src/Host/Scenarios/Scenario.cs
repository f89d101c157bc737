using System.Text.Json.Serialization;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>A scenario file: all that a run is made of, and what must hold of it.</summary>
internal sealed record Scenario : SimulationOptions
{
    [Parameter("Name of the run.")]
    public string Name { get; init; } = "run";

    [Parameter("What the run shows, in a sentence.")]
    public string Description { get; init; } = "";

    [Parameter("Which models encode and decode.")]
    public CodecKind Codec { get; init; } = CodecKind.Stub;

    [Parameter("Folder with the networks of the codec jecc and of the baselines; empty for the shipped ones.")]
    public string Weights { get; init; } = "";

    internal DirectoryInfo WeightsFolder => Weights.Length > 0 ? new DirectoryInfo(Weights) : WeightsOption.Shipped;

    [Parameter("Settings of the codec jecc, and which of its parts are left out.")]
    public JeccCodecOptions Jecc { get; init; } = new();

    [Parameter("Computing times and quality of the stub codec.")]
    public StubOptions Stub { get; init; } = new();

    [Parameter("What the codec calibrated draws from.")]
    public CalibratedOptions Calibrated { get; init; } = new();

    [Parameter("Settings of the paper's baselines: deepsc+talk2edit and the like.")]
    public BaselineOptions Baseline { get; init; } = new();

    [Parameter("Assemblies that add channels and SNR processes.", MaxCount = 64)]
    public IReadOnlyList<string> Plugins { get; init; } = [];

    [Parameter("What must hold, such as \"latency: p(95) < 2 s\"; a run that breaks one exits with 10.",
        MaxCount = 100)]
    public IReadOnlyList<string> Thresholds { get; init; } = [];

    [Parameter("What is written of single transmissions.")]
    public EventOptions Events { get; init; } = new();

    [Parameter("Number of runs, with the seeds seed, seed + 1, ...", Min = 1, Max = 1000)]
    public int Repeat { get; init; } = 1;
}

/// <summary>How much of a run goes into events.jsonl.</summary>
internal sealed record EventOptions
{
    [Parameter("One transmission in so many is written, drawn by its number; 1 writes all.", Min = 1, Max = 1e9)]
    public int Every { get; init; } = 1;

    [Parameter("Most that is written; what comes after is counted but not written.", Min = 1, Max = 1e6, Unit = "MB")]
    public long MaxMegabytes { get; init; } = 1000;
}

/// <summary>Which models encode and decode.</summary>
internal enum CodecKind
{
    /// <summary>No networks: keyed symbols, and a quality that follows from their errors.</summary>
    Stub,

    /// <summary>The learned codec with the shipped weights.</summary>
    Jecc,

    /// <summary>No networks: whole records that were measured with the learned codec, for large loads.</summary>
    Calibrated,

    /// <summary>DeepSC, then Talk2Edit at the receiver.</summary>
    [JsonStringEnumMemberName("deepsc+talk2edit")]
    DeepScTalk2Edit,

    /// <summary>Talk2Edit at the sender, then DeepSC.</summary>
    [JsonStringEnumMemberName("talk2edit+deepsc")]
    Talk2EditDeepSc,

    /// <summary>JPEG and LDPC, then Talk2Edit at the receiver.</summary>
    [JsonStringEnumMemberName("jpeg-ldpc+talk2edit")]
    JpegLdpcTalk2Edit,

    /// <summary>Talk2Edit at the sender, then JPEG and LDPC.</summary>
    [JsonStringEnumMemberName("talk2edit+jpeg-ldpc")]
    Talk2EditJpegLdpc,
}
