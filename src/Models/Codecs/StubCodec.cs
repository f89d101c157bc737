using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Codecs;

/// <summary>How long the stub codec takes and how good it is.</summary>
public sealed record StubOptions
{
    [Parameter("Time of an encoder for a batch of any size.", Min = 0, Max = 1e6, Unit = "ms")]
    public double EncodeMs { get; init; }

    [Parameter("Time of an encoder for each item more.", Min = 0, Max = 1e6, Unit = "ms")]
    public double EncodeItemMs { get; init; }

    [Parameter("Time of a decoder for a batch of any size.", Min = 0, Max = 1e6, Unit = "ms")]
    public double DecodeMs { get; init; }

    [Parameter("Time of a decoder for each item more.", Min = 0, Max = 1e6, Unit = "ms")]
    public double DecodeItemMs { get; init; }

    [Parameter("Chance that an item cannot be encoded.", Min = 0, Max = 1)]
    public double FailChance { get; init; }

    [Parameter("What a decibel between the adapter's SNR and the link's costs.", Min = 0, Max = 10, Unit = "dB")]
    public double MismatchCostDb { get; init; } = 0.25;
}

/// <summary>
/// A codec without networks: what it sends is keyed by the transmission, and the quality that it reports follows from
/// the errors that the symbols really had, so links, queues and adapters can be studied without weights.
/// </summary>
public sealed class StubCodec(
    StubOptions options, Seed seed, IReadOnlyList<double> adapterSnrsDb, int bankSize, TimeProvider time) : ICodec
{
    public string Name => "stub";

    public int SymbolCount => 512;

    public int HeaderSymbols => 0;

    public IReadOnlyList<WeightsFileEntry> WeightsFiles => [];

    public IEncoder CreateEncoder(WorkerPlace place) => new StubEncoder(options, seed, SymbolCount);

    public IDecoder CreateDecoder(WorkerPlace place) => new StubDecoder(options, seed, adapterSnrsDb, bankSize, time);
}

/// <summary>The sending half of <see cref="StubCodec"/>.</summary>
internal sealed class StubEncoder(StubOptions options, Seed seed, int symbolCount) : IEncoder
{
    private const byte ChoiceStage = 1;

    private static readonly string[] Attributes = ["bangs", "glasses", "beard", "smile", "age"];

    public IReadOnlyList<EncodeResult> Encode(IReadOnlyList<EncodeRequest> batch)
    {
        ComputeTime.Occupy(TimeSpan.FromMilliseconds(options.EncodeMs + options.EncodeItemMs * batch.Count));
        return [.. batch.Select(Encode)];
    }

    public void Dispose()
    {
    }

    private EncodeResult Encode(EncodeRequest request)
    {
        var key = new PhiloxKey(seed, StreamPurpose.StubCodec, request.User, request.Id, ChoiceStage);
        if (key.Uniform(0) < options.FailChance) return default;
        var symbols = new float[symbolCount];
        StubSymbols.Fill(seed, request, symbols);
        var wanted = (int)(6 * key.Uniform(1));
        var edit = new EditReport(
            Attributes[(int)(Attributes.Length * key.Uniform(2))], wanted, wanted, 1 + (int)(9 * key.Uniform(3)));
        return new EncodeResult(new Encoding(symbols, edit, symbols));
    }
}

/// <summary>
/// The receiving half of <see cref="StubCodec"/>: measures the error of the symbols and makes a quality of it.
/// </summary>
internal sealed class StubDecoder : IDecoder
{
    private const byte JudgeStage = 2;

    private readonly StubOptions options;
    private readonly Seed seed;
    private readonly AdapterBank<double> bank;
    private float[] sent = [];

    public StubDecoder(
        StubOptions options, Seed seed, IReadOnlyList<double> adapterSnrsDb, int bankSize, TimeProvider time)
    {
        (this.options, this.seed) = (options, seed);
        bank = new AdapterBank<double>(bankSize, id => adapterSnrsDb[id], _ => { }, time);
    }

    public AdapterBankCounts Adapters => bank.Counts;

    public TimeSpan Measuring => TimeSpan.Zero;

    public IReadOnlyList<DecodeResult> Decode(IReadOnlyList<DecodeRequest> batch)
    {
        ComputeTime.Occupy(TimeSpan.FromMilliseconds(options.DecodeMs + options.DecodeItemMs * batch.Count));
        return [.. batch.Select(request => new DecodeResult(Judge(request)))];
    }

    public void Dispose()
    {
    }

    private PictureQuality Judge(DecodeRequest request)
    {
        var errorDb = Decibels.FromRatio(MeanSquaredError(request));
        var mismatchDb = Math.Abs(request.SnrDb - bank.Get(request.AdapterId));
        var snrDb = -errorDb - options.MismatchCostDb * Math.Max(0, mismatchDb - 3);
        var lpips = 0.05 + 0.5 / (1 + Math.Pow(10, (snrDb + 2) / 10));
        var psnrDb = 26 - 14 / (1 + Math.Pow(10, (snrDb + 2) / 10));
        var key = new PhiloxKey(seed, StreamPurpose.StubCodec, request.Work.User, request.Work.Id, JudgeStage);
        var hash = FingerprintHash.Of(request.Symbols, FingerprintHash.Of(request.AdapterId));
        return new PictureQuality(key.Uniform(0) < 1 - lpips, lpips, psnrDb, hash);
    }

    private double MeanSquaredError(DecodeRequest request)
    {
        if (sent.Length != request.Symbols.Length) sent = new float[request.Symbols.Length];
        StubSymbols.Fill(seed, request.Work, sent);
        var sum = 0.0;
        for (var i = 0; i < sent.Length; i++)
        {
            double error = sent[i] - request.Symbols[i];
            sum += error * error;
        }
        return Math.Max(1e-9, sum / sent.Length);
    }
}

/// <summary>The symbols that the stub codec sends: Gaussian numbers of unit power, keyed by the transmission.</summary>
internal static class StubSymbols
{
    public static void Fill(Seed seed, EncodeRequest request, float[] symbols)
    {
        GaussianSamples.Fill(new PhiloxKey(seed, StreamPurpose.StubCodec, request.User, request.Id), symbols);
        SymbolPower.Normalise(ComplexSpan.FromReal(symbols), 2);
    }
}

/// <summary>Holds a worker's own thread for a while, as computing would.</summary>
public static class ComputeTime
{
    public static void Occupy(TimeSpan time)
    {
        if (time <= TimeSpan.Zero) return;
        using var never = new ManualResetEventSlim();
        never.Wait(time);
    }
}
