using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Codecs;

/// <summary>How long the stub codec takes and how good it is.</summary>
public sealed record StubOptions : IBatchTimes
{
    [Parameter("Time of an encoder for a batch of any size.", Min = 0, Max = 1e6, Unit = "ms")]
    public double EncodeMs { get; init; }

    [Parameter("Time of an encoder for each item more.", Min = 0, Max = 1e6, Unit = "ms")]
    public double EncodeItemMs { get; init; }

    [Parameter("Time of a decoder for a batch of any size.", Min = 0, Max = 1e6, Unit = "ms")]
    public double DecodeMs { get; init; }

    [Parameter("Time of a decoder for each item more.", Min = 0, Max = 1e6, Unit = "ms")]
    public double DecodeItemMs { get; init; }

    [Parameter("How these times are distributed: fixed, or exponential with these means, drawn for each batch.")]
    public TimeKind TimeKind { get; init; } = TimeKind.Fixed;

    [Parameter("Chance that an item cannot be encoded.", Min = 0, Max = 1)]
    public double FailChance { get; init; }

    [Parameter("Chance that an item makes its encoder throw, whenever it is computed.", Min = 0, Max = 1)]
    public double ThrowChance { get; init; }

    [Parameter("What a decibel between the adapter's SNR and the link's costs.", Min = 0, Max = 10, Unit = "dB")]
    public double MismatchCostDb { get; init; } = 0.25;

    public double LeastEncodeSeconds(IReadOnlyList<EditRequest> requests) => OfEncoder(requests.Count);

    public double EncodeSeconds(IReadOnlyList<Encoding?> encodings) => OfEncoder(encodings.Count);

    public double DecodeSeconds(int frames) => (DecodeMs + DecodeItemMs * frames) / 1000;

    private double OfEncoder(int requests) => (EncodeMs + EncodeItemMs * requests) / 1000;
}

/// <summary>How the times of batches are distributed around their means.</summary>
public enum TimeKind
{
    /// <summary>Each takes the mean.</summary>
    Fixed,

    /// <summary>Exponentially, as queueing theory likes it.</summary>
    Exponential,
}

/// <summary>The same times on the average, each batch's exponential and keyed by its first transmission.</summary>
internal sealed class ExponentialTimes(IBatchTimes mean, Seed seed) : IBatchTimes
{
    private const byte EncodingStage = 3;
    private const byte DecodingStage = 4;

    public double LeastEncodeSeconds(IReadOnlyList<EditRequest> requests) => mean.LeastEncodeSeconds(requests);

    public double EncodeSeconds(IReadOnlyList<Encoding?> encodings) => mean.EncodeSeconds(encodings);

    public double DecodeSeconds(int frames) => mean.DecodeSeconds(frames);

    public double StretchOf(TransmissionId first, bool isDecoding) => -Math.Log(1 - new PhiloxKey(
        seed, StreamPurpose.StubCodec, default, first, isDecoding ? DecodingStage : EncodingStage).Uniform(0));
}

/// <summary>
/// A codec without networks: what it sends is keyed by the transmission, and the quality that it reports follows from
/// the errors that the symbols really had, so links, queues and adapters can be studied without weights.
/// </summary>
public sealed class StubCodec(
    StubOptions options, Seed seed, IReadOnlyList<double> adapterSnrsDb, int bankSize, TimeProvider time) : ICodec
{
    public string Name => "stub";

    public bool IsQuick => true;

    public int SymbolCount => 512;

    public int HeaderSymbols => 0;

    public IReadOnlyList<WeightsFileEntry> WeightsFiles => [];

    public IBatchTimes? GivenTimes { get; } =
        options.TimeKind == TimeKind.Fixed ? options : new ExponentialTimes(options, seed);

    public IEncoder CreateEncoder(WorkerPlace place) => new StubEncoder(options, seed, SymbolCount);

    public IDecoder CreateDecoder(WorkerPlace place) => new StubDecoder(adapterSnrsDb, bankSize, time);

    public IJudge CreateJudge(WorkerPlace place) => new StubJudge(options, seed, adapterSnrsDb);
}

/// <summary>Sends Gaussian symbols, keyed by the transmission.</summary>
internal sealed class StubEncoder(StubOptions options, Seed seed, int symbolCount) : IEncoder
{
    private const byte ChoiceStage = 1;

    public IReadOnlyList<Encoding?> Encode(IReadOnlyList<EditRequest> batch) => [.. batch.Select(Encode)];

    public void Dispose() { }

    private Encoding? Encode(EditRequest request)
    {
        var key = new PhiloxKey(seed, StreamPurpose.StubCodec, request.User, request.Id, ChoiceStage);
        if (key.Uniform(0) < options.FailChance) return null;
        if (options.ThrowChance > 0 && key.Uniform(4) < options.ThrowChance)
            throw new InvalidOperationException($"Transmission {request.Id.Value} throws on purpose.");
        var symbols = new float[symbolCount];
        GaussianSamples.Fill(new PhiloxKey(seed, StreamPurpose.StubCodec, request.User, request.Id), symbols);
        SymbolPower.Normalise(ComplexSpan.FromReal(symbols), Transmission.Power);
        var attribute = FaceAttributes.All[(int)(FaceAttributes.Count * key.Uniform(2))];
        var degree = (int)(FaceAttributes.DegreeCount * key.Uniform(1));
        return new Encoding(symbols, symbols, new ReadRequest(request.Text, RequestLabel.To(attribute, degree), 1),
            new EditTarget(attribute, degree, 0))
        {
            After = [.. Enumerable.Repeat(degree, FaceAttributes.Count)],
            Iterations = 1 + (int)(9 * key.Uniform(3)),
        };
    }
}

/// <summary>Has no pictures: each frame gives the same blank one.</summary>
internal sealed class StubDecoder(
    IReadOnlyList<double> adapterSnrsDb, int bankSize, TimeProvider time) : IDecoder
{
    private static readonly RgbImage Blank = new(1, 1);

    private readonly AdapterBank<double> bank = new(bankSize, index => adapterSnrsDb[index], _ => { }, time);

    public AdapterBankCounts Adapters => bank.Counts;

    public IReadOnlyList<RgbImage?> Decode(IReadOnlyList<ReceivedFrame> batch)
    {
        foreach (var frame in batch) bank.Get(frame.AdapterIndex);
        return [.. Enumerable.Repeat(Blank, batch.Count)];
    }

    public void Dispose() { }
}

/// <summary>Makes a quality of the error that the symbols had and of how far the adapter was from their SNR.</summary>
internal sealed class StubJudge(StubOptions options, Seed seed, IReadOnlyList<double> adapterSnrsDb) : IJudge
{
    private const byte JudgeStage = 2;

    public IReadOnlyList<PictureQuality> Judge(IReadOnlyList<JudgeRequest> batch) => [.. batch.Select(Judge)];

    public void Dispose() { }

    private PictureQuality Judge(JudgeRequest judged)
    {
        var frame = judged.Frame;
        var errorDb = Decibels.FromRatio(MeanSquaredError(judged.Encoding.Symbols, frame.Symbols));
        var mismatchDb = Math.Abs(frame.SnrDb - adapterSnrsDb[frame.AdapterIndex]);
        var snrDb = -errorDb - options.MismatchCostDb * Math.Max(0, mismatchDb - 3);
        var lpips = 0.05 + 0.5 / (1 + Math.Pow(10, (snrDb + 2) / 10));
        var psnrDb = 26 - 14 / (1 + Math.Pow(10, (snrDb + 2) / 10));
        var (user, id) = (judged.Request.User, judged.Request.Id);
        var key = new PhiloxKey(seed, StreamPurpose.StubCodec, user, id, JudgeStage);
        var hash = FingerprintHash.Of(frame.Symbols, FingerprintHash.Of(frame.AdapterIndex));
        return new PictureQuality(key.Uniform(0) < 1 - lpips, lpips, psnrDb, hash);
    }

    private static double MeanSquaredError(float[] sent, float[] received)
    {
        var sum = 0.0;
        for (var i = 0; i < sent.Length; i++)
        {
            double error = sent[i] - received[i];
            sum += error * error;
        }
        return Math.Max(1e-9, sum / sent.Length);
    }
}
