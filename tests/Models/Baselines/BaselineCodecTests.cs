using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Tests.Requests;
using EditableDeepSC.Models.Tests.Training;
using EditableDeepSC.Models.Tests.Weights;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Baselines;

/// <summary>The four schemes with the shipped networks, and DeepSC and fields that have learned nothing.</summary>
[Collection(SeededTests.Name)]
public sealed class BaselineCodecTests : IDisposable
{
    private static readonly double[] SnrsDb = [-6, 0, 6, 12, 18];
    private static readonly WorkerPlace Place = new(0, "cpu");

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("deepsc+talk2edit", 4_096, 48)]
    [InlineData("talk2edit+deepsc", 4_096, 48)]
    [InlineData("jpeg-ldpc+talk2edit", 11_580, 0)]
    [InlineData("talk2edit+jpeg-ldpc", 11_580, 0)]
    public void Roles_OneRequest_SendEditAndJudge(string name, int symbols, int header)
    {
        Weights(DeepScSet.FileName, AttributeFields.OnStylesFileName);
        var scheme = BaselineScheme.Find(name)!;
        var codec = Codec(scheme);
        var request = new EditRequest(default, default, new ImageSource.Portrait(new Seed(3), 1), "add a full beard",
            null, AdapterIndex: 4)
        { KeepsPictures = true };

        using var encoder = codec.CreateEncoder(Place);
        using var decoder = codec.CreateDecoder(Place);
        using var judge = codec.CreateJudge(Place);
        var encoding = encoder.Encode([request])[0]!;
        var frame = new Transmission(new AwgnChannel())
            .Send(encoding, 4, new ChannelUse(new Seed(1), default, default, 0, 18)).Frame;
        var picture = decoder.Decode([frame])[0]!;
        var quality = judge.Judge([new JudgeRequest(request, encoding, frame, picture, encoding.Read.Label)])[0];

        (codec.SymbolCount, codec.HeaderSymbols, encoding.Symbols.Length).Should().Be((symbols, header, symbols));
        encoding.Target!.Attribute.Should().Be(FaceAttribute.Beard);
        encoding.Latent.Should().HaveCount(3 * 128 * 128, "a later turn goes on from the picture");
        frame.Text.Should().Be(scheme.EditsAtReceiver ? "add a full beard" : null);
        (encoding.Reason == MatchingStop.LeftToReceiver).Should().Be(scheme.EditsAtReceiver);
        (picture.Width, quality.IsEditRight is not null).Should().Be((128, true));
        quality.IsIntact.Should().Be(scheme.Carrier == PictureCarrier.JpegLdpc ? true : null);
    }

    [Fact]
    public void Encode_ALaterTurn_GoesOnFromThePictureSent()
    {
        Weights(AttributeFields.OnStylesFileName);
        using var encoder = Codec(BaselineScheme.Find("jpeg-ldpc+talk2edit")!).CreateEncoder(Place);
        var first = new EditRequest(default, default, new ImageSource.Portrait(new Seed(3), 1), "thanks", null, 0);
        var other = first with { Image = new ImageSource.Portrait(new Seed(3), 2) };

        var sent = encoder.Encode([first])[0]!;
        var later = encoder.Encode([other with { Latent = sent.Latent }])[0]!;

        later.Symbols.Should().Equal(sent.Symbols);
    }

    [Theory]
    [InlineData("talk2edit+deepsc", AttributeFields.OnStylesFileName, "deepsc.safetensors")]
    [InlineData("deepsc+talk2edit", DeepScSet.FileName, "talk2edit.safetensors")]
    [InlineData("talk2edit+jpeg-ldpc", DeepScSet.FileName, "talk2edit.safetensors")]
    public void Create_NetworkMissing_NamesItAndTheCodec(string name, string present, string missing)
    {
        Weights(present);

        var making = () => Codec(BaselineScheme.Find(name)!);

        making.Should().Throw<WeightsException>().WithMessage($"*{name}*{missing}*./eds train*");
    }

    [Fact]
    public void Create_SnrWithoutANetwork_NamesIt()
    {
        Weights(DeepScSet.FileName, AttributeFields.OnStylesFileName);

        var making = () => new BaselineCodec(BaselineScheme.All[0], new(), new(folder.Path), [3], 1, TimeProvider.System);

        making.Should().Throw<WeightsException>().WithMessage("*no network for 3 dB*");
    }

    [Theory]
    [InlineData("talk2edit+deepsc", 2 * 608 * 40 + 2 * 10.0, 2 * 15.0)]
    [InlineData("deepsc+talk2edit", 2 * 10.0, 2 * (15 + 608 * 40 + 24 * 20.0))]
    public void TimesOn_AProfile_CountTheEditWhereItIsMade(string name, double encodeMs, double decodeMs)
    {
        var profile = new DeviceProfile { Batches = [new StepTimes(1, 4, 40, 20, 6, 15), new StepTimes(4, 4, 50, 30, 6, 16)] };
        var times = new BaselineTimes(profile, 608, BaselineScheme.Find(name)!.EditsAtReceiver);
        var request = new EditRequest(default, default, new ImageSource.Portrait(default, 0), "", null, 0);

        times.LeastEncodeSeconds([request, request with { Latent = [] }]).Should().BeApproximately(encodeMs / 1000, 1e-9);
        times.DecodeSeconds(2).Should().BeApproximately(decodeMs / 1000, 1e-9);
    }

    private BaselineCodec Codec(BaselineScheme scheme) =>
        new(scheme, new(), new(folder.Path), SnrsDb, SnrsDb.Length, TimeProvider.System)
        {
            Editing = new() { Iterations = 2, MaxTrials = 1, TunesGenerator = false },
        };

    private void Weights(params string[] own)
    {
        foreach (var file in new DirectoryInfo(Path.Combine(People.RepositoryRoot, "weights")).GetFiles("*.safetensors"))
        {
            if (file.Name is not ("deepsc.safetensors" or "talk2edit.safetensors"))
                file.CopyTo(folder.File(file.Name));
        }
        random.manual_seed(6);
        using var set = new DeepScSet(SnrsDb);
        using var fields = new AttributeFields(AttributeFields.Small);
        if (own.Contains(DeepScSet.FileName)) ModuleWeights.Save(set, folder.File("deepsc.safetensors"));
        if (own.Contains(AttributeFields.OnStylesFileName)) ModuleWeights.Save(fields, folder.File("talk2edit.safetensors"));
        WeightsManifest.Scan(folder.Path).Save();
    }
}
