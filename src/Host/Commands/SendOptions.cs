using System.Globalization;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Models.Baselines;
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
    public const string NearestAdapter = "nearest", NoAdapter = "none", LearnedCodec = "jecc";

    /// <summary>Sent by a baseline instead of the learned codec.</summary>
    public BaselineScheme? Baseline { get; init; }

    public BaselineOptions BaselineOptions { get; init; } = new();

    /// <summary>Does it, on a device.</summary>
    public SendReport Send(DirectoryInfo weights, string device)
    {
        var adapter = AdapterIndex(Adapter, SnrDb, AdapterSet.SnrsOf(weights));
        if (Baseline is not null && adapter is null)
            throw new UserErrorException($"--adapter: the codec {Baseline.Name} sends nothing without one.");
        using var way = new OneTransmission(weights, device, new()
        {
            Adapters = adapter is not null,
            Start = Inversion,
            Form = Coding.Form,
            Symbols = Coding.Symbols,
            Iterative = Iterative,
        }, Deterministic, Baseline is { } scheme ? (scheme, BaselineOptions) : null);
        List<string> notices = [];
        var original = Original((int)way.Bandwidth.Side, notices);
        var request = new EditRequest(default, default, new ImageSource.Pixels(original), Text, null, adapter ?? 0)
        {
            KeepsPictures = true,
        };
        var encoding = way.Encode(request);
        notices.AddRange(SendNotices.Of(encoding));
        var arrival = way.Send(request, encoding, new Transmission(Channel), new(Seed, default, default, 0, SnrDb));
        if (SendNotices.OfHeader(request, arrival, way.AdapterSnrsDb) is { } misread) notices.Add(misread);
        var pictures = encoding.Pictures!;
        return new(this, encoding, FingerprintHash.Of(arrival.Frame.Symbols), arrival.Link,
            adapter is { } known ? way.AdapterSnrsDb[known] : null, way.Bandwidth, arrival.ToSent, arrival.ToOriginal,
            PictureGrid.Of([[pictures.Original, pictures.Sent, arrival.Picture]]), notices);
    }

    /// <summary>A place in the list of adapters; null for none.</summary>
    public static int? AdapterIndex(string adapter, double snrDb, IReadOnlyList<double> adapterSnrsDb)
    {
        if (adapter == NoAdapter) return null;
        if (adapter == NearestAdapter) return AdapterPolicy.Nearest(adapterSnrsDb, snrDb);
        if (FiniteNumber.TryParse(adapter, out var trainedDb) && adapterSnrsDb.Contains(trainedDb))
            return AdapterPolicy.Nearest(adapterSnrsDb, trainedDb);
        throw new UserErrorException(
            $"--adapter takes nearest, none, or one of {string.Join(", ", adapterSnrsDb)} dB, not '{adapter}'.");
    }

    /// <summary>The drawn portrait of a number, [3, side, side].</summary>
    public static Tensor Drawn(long portrait, int side = 128) =>
        PortraitRenderer.Render(new PortraitSampler(PortraitSets.Development).Sample(portrait, 1), side)[0];

    private Tensor Original(int side, List<string> notices)
    {
        if (Image is not { } file) return Drawn(Portrait, side);
        var picture = ImageFile.Read(file.FullName);
        if (SendNotices.OfSize(file.ToString(), picture, side) is { } notice) notices.Add(notice);
        return ImageTensors.Square(picture, side);
    }
}

/// <summary>What a user should know of a transmission.</summary>
internal static class SendNotices
{
    /// <summary>J of eq. 8 above which a picture is hardly a portrait as the generator knows them.</summary>
    private const double StrangeLoss = 0.5;
    private const double LeastGuess = 0.1;    // below it a guess at an unsure request says nothing

    /// <summary>What became of a picture that is not a square of <paramref name="side"/> pixels; null for one that is.</summary>
    public static string? OfSize(string name, RgbImage picture, int side) =>
        picture.Width == side && picture.Height == side ? null
        : $"{name}: of {picture.Width}x{picture.Height} pixels the middle square was taken and resized to {side}x{side}.";

    /// <summary>What became of a header that was read wrongly; null for one that was not.</summary>
    public static string? OfHeader(EditRequest request, Arrival arrival, IReadOnlyList<double> adapterSnrsDb) =>
        arrival.Frame.AdapterIndex == request.AdapterIndex ? null : Text(
            $"the header was read wrongly: the receiver took the adapter of {adapterSnrsDb[arrival.Frame.AdapterIndex]} dB.");

    public static IEnumerable<string> Of(Encoding encoding)
    {
        var text = encoding.Read.Text;
        if (encoding.InversionLoss > StrangeLoss)
        {
            yield return Text($"J is {encoding.InversionLoss:F2} after the inversion: this is hardly a portrait of the ")
                + "kind that the generator knows.";
        }
        if (encoding.Read.Unread is { } unread)
            yield return $"only the first request was done; send \"{unread}\" as a request of its own.";
        if (encoding.Read is { Guess.Attribute: not null, Confidence: >= LeastGuess and var confidence } unsure)
        {
            yield return Text($"'{text}' may mean {SendReport.Said(unsure.Guess)}, but the reader is only {confidence:F2} ")
                + Text($"sure, less than the {RequestReader.LeastCertainty} that it takes: the picture is sent as it is. ")
                + "Say it in other words.";
        }
        else if (encoding.Target is null)
        {
            yield return $"'{text}' asks for no change of bangs, glasses, beard, smile or age; "
                + "the picture is sent as it is. Try \"make the bangs longer\".";
        }
        else if (encoding.Reason == MatchingStop.AlreadyThere)
            yield return "the picture already is as asked for; it is sent as it is.";
        else if (encoding.Reason == MatchingStop.NotReached)
            yield return $"the degree asked for was not reached in {encoding.Iterations} moves; the nearest is sent.";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
