using System.Globalization;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Commands;

/// <summary>What <c>eds send</c> is to do.</summary>
/// <param name="Image">A picture file, or null for a drawn portrait.</param>
/// <param name="Portrait">The portrait's number.</param>
/// <param name="Text">The sentence.</param>
/// <param name="SnrDb">SNR of the link, dB.</param>
/// <param name="ChannelName">The channel's name.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Adapter">nearest, none, or an SNR in dB.</param>
/// <param name="Inversion">How the picture is inverted.</param>
/// <param name="Coding">What the adapters are.</param>
/// <param name="Iterative">False for the ablation: one move instead of iterative matching.</param>
/// <param name="Seed">Of the channel.</param>
/// <param name="Deterministic">Computes in the shapes of a deterministic run, to the same bits.</param>
internal sealed record SendOptions(FileInfo? Image, long Portrait, string Text, double SnrDb, string ChannelName,
    IChannel Channel, string Adapter, JeccStart Inversion, CodingOptions Coding, bool Iterative, Seed Seed,
    bool Deterministic)
{
    public const string NearestAdapter = "nearest", NoAdapter = "none";
}

/// <summary>The way of one picture, by the codec's three roles: transmitter, air, receiver, judge.</summary>
internal sealed class OneTransmission(DirectoryInfo weights, string device, SendOptions options)
{
    /// <summary>J of eq. 8 above which a picture is hardly a portrait as the generator knows them.</summary>
    private const double StrangeLoss = 0.5;
    private const double LeastGuess = 0.1;    // below it a guess at an unsure request says nothing

    private readonly IReadOnlyList<double> adapterSnrsDb = AdapterSet.SnrsOf(weights);
    private readonly WorkerPlace place = new(0, device);
    private readonly List<string> notices = [];

    public SendReport Send()
    {
        int? adapter = AdapterIndex();
        var codec = new JeccCodec(new()
        {
            Adapters = adapter is not null,
            Start = options.Inversion,
            Form = options.Coding.Form,
            Symbols = options.Coding.Symbols,
            Iterative = options.Iterative,
        }, weights, adapterSnrsDb, 1, options.Deterministic, TimeProvider.System);
        using var encoder = codec.CreateEncoder(place);
        using var decoder = codec.CreateDecoder(place);
        using var judge = codec.CreateJudge(place);
        var original = Original((int)codec.NetworksOn(device).Generator.Options.Size.Resolution);
        var request = new EditRequest(default, default, new ImageSource.Pixels(original), options.Text, null, adapter ?? 0)
        {
            KeepsPictures = true,
        };
        var encoding = encoder.Encode([request])[0]!;
        Notice(encoding);
        var (frame, link) = new Transmission(options.Channel).Send(
            encoding.Symbols, request.AdapterIndex, new ChannelUse(options.Seed, default, default, 0, options.SnrDb),
            adapter is null ? 1 : adapterSnrsDb.Count);
        if (frame.AdapterIndex != request.AdapterIndex)
        {
            notices.Add("the header was read wrongly: the receiver took the adapter of "
                + $"{adapterSnrsDb[frame.AdapterIndex]} dB.");
        }
        var picture = decoder.Decode([frame])[0] ?? throw new UserErrorException(
            "the generator gave numbers that are not finite: the weights do not fit together.", ExitCode.BadWeights);
        var (first, sent) = (encoding.Pictures!.Original, encoding.Pictures.Sent);
        return new(options, encoding, FingerprintHash.Of(frame.Symbols), link, adapter is { } known ? adapterSnrsDb[known] : null,
            new Bandwidth(codec.SymbolCount, codec.HeaderSymbols, original.shape[2]),
            // Nobody knows what was meant: an edit is right where it is as the sentence was read.
            judge.Judge([new JudgeRequest(request, encoding, frame, picture, encoding.Read.Label)])[0],
            ((JeccJudge)judge).Compare([picture], [first])[0], PictureGrid.Of([[first, sent, picture]]), notices);
    }

    private Tensor Original(int side)
    {
        if (options.Image is not { } file)
            return PortraitRenderer.Render(new PortraitSampler(PortraitSets.Development).Sample(options.Portrait, 1))[0];
        var picture = ImageFile.Read(file.FullName);
        if (picture.Width != side || picture.Height != side)
        {
            notices.Add($"{file}: of {picture.Width}x{picture.Height} pixels the middle square was taken and resized to "
                + $"{side}x{side}.");
        }
        return ImageTensors.Square(picture, side);
    }

    private int? AdapterIndex()
    {
        if (options.Adapter == SendOptions.NoAdapter) return null;
        if (options.Adapter == SendOptions.NearestAdapter) return AdapterPolicy.Nearest(adapterSnrsDb, options.SnrDb);
        if (FiniteNumber.TryParse(options.Adapter, out var snrDb) && adapterSnrsDb.Contains(snrDb))
            return AdapterPolicy.Nearest(adapterSnrsDb, snrDb);
        throw new UserErrorException(
            $"--adapter takes nearest, none, or one of {string.Join(", ", adapterSnrsDb)} dB, not '{options.Adapter}'.");
    }

    private void Notice(Encoding encoding)
    {
        if (encoding.InversionLoss > StrangeLoss)
        {
            notices.Add(string.Create(CultureInfo.InvariantCulture, $"J is {encoding.InversionLoss:F2} after the ")
                + "inversion: this is hardly a portrait of the kind that the generator knows.");
        }
        if (encoding.Read.Unread is { } unread)
            notices.Add($"only the first request was done; send \"{unread}\" as a request of its own.");
        if (encoding.Read is { Guess.Attribute: not null, Confidence: >= LeastGuess and var confidence } unsure)
        {
            notices.Add(string.Create(CultureInfo.InvariantCulture, $"'{options.Text}' may mean {SendReport.Said(unsure.Guess)}, ")
                + string.Create(CultureInfo.InvariantCulture, $"but the reader is only {confidence:F2} sure, less than the ")
                + string.Create(CultureInfo.InvariantCulture, $"{RequestReader.LeastCertainty} that it takes: ")
                + "the picture is sent as it is. Say it in other words.");
        }
        else if (encoding.Target is null)
        {
            notices.Add($"'{options.Text}' asks for no change of bangs, glasses, beard, smile or age; "
                + "the picture is sent as it is. Try \"make the bangs longer\".");
        }
        else if (encoding.Reason == MatchingStop.AlreadyThere)
            notices.Add("the picture already is as asked for; it is sent as it is.");
        else if (encoding.Reason == MatchingStop.NotReached)
            notices.Add($"the degree asked for was not reached in {encoding.Iterations} moves; the nearest is sent.");
    }
}
