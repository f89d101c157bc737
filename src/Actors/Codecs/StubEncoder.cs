using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

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
