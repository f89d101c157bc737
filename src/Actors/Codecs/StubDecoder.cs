using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

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
