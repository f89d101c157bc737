using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Tests.Reports;

/// <summary>The stub codec with grey pictures where it is asked for some.</summary>
internal sealed class PictureCodec(Seed seed) : ICodec
{
    private readonly StubCodec stub = new(new StubOptions(), seed, [-6, 0, 6, 12, 18], 5, TimeProvider.System);
    private int count;

    public int Count => count;

    public string Name => "pictures";

    public int SymbolCount => stub.SymbolCount;

    public int HeaderSymbols => 0;

    public IBatchTimes? GivenTimes => stub.GivenTimes;

    public IReadOnlyList<WeightsFileEntry> WeightsFiles => [new("generator.safetensors", 3, new string('a', 64))];

    public IEncoder CreateEncoder(WorkerPlace place) => new Encoder(this, stub.CreateEncoder(place));

    public IDecoder CreateDecoder(WorkerPlace place) => new Decoder(stub.CreateDecoder(place));

    public IJudge CreateJudge(WorkerPlace place) => stub.CreateJudge(place);

    private static RgbImage Grey(byte level)
    {
        var image = new RgbImage(8, 8);
        image.Pixels.Fill(level);
        return image;
    }

    private sealed class Encoder(PictureCodec codec, IEncoder inner) : IEncoder
    {
        public IReadOnlyList<Encoding?> Encode(IReadOnlyList<EditRequest> batch) =>
            [.. batch.Zip(inner.Encode(batch), With)];

        public void Dispose() => inner.Dispose();

        private Encoding? With(EditRequest request, Encoding? encoding)
        {
            if (!request.KeepsPictures) return encoding;
            Interlocked.Increment(ref codec.count);
            return encoding! with { Pictures = new SentPictures(Grey(10), Grey(20)) };
        }
    }

    private sealed class Decoder(IDecoder inner) : IDecoder
    {
        public AdapterBankCounts Adapters => inner.Adapters;

        public IReadOnlyList<RgbImage?> Decode(IReadOnlyList<ReceivedFrame> batch) =>
            [.. inner.Decode(batch).Select(_ => Grey(30))];

        public void Dispose() => inner.Dispose();
    }
}
