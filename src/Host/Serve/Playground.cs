using System.Globalization;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Weights;
using Microsoft.AspNetCore.Http;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Serve;

/// <summary>
/// Edits pictures and sends them, each edit once and then over as many links as are asked for, by the same path as
/// <c>eds send</c>. Not thread-safe: <see cref="ComputeThread"/> calls it.
/// </summary>
internal sealed class Playground(DirectoryInfo weights, string device, ChannelRegistry registry) : IDisposable
{
    private const int MostTurns = 64, MostUploads = 32, MostSnrs = 9, MostLetters = 500;

    /// <summary>Somebody waits.</summary>
    private static readonly BaselineOptions Quick = new() { Talk2Edit = Talk2EditForm.Lite };

    private readonly Dictionary<(CodingOptions? Coding, BaselineScheme? Baseline), OneTransmission> ways = [];
    private readonly Shelf<Turn> turns = new(MostTurns);
    private readonly Shelf<RgbImage> uploads = new(MostUploads);
    private readonly Lazy<FaceIdentity> identity =
        new(() => PriorNetworks.Frozen(PriorNetworks.Identity(weights), new Device(device)));

    /// <summary>The last turn of the picture that the page begins with, which need not be inverted twice.</summary>
    private (EditOrder Order, string Turn, object Answer)? first;

    /// <summary>The default, or for a set that has no statistics the paper's form.</summary>
    private CodingOptions Usual => PriorNetworks.Has(weights, "coding") ? new() : new(AdapterForm.Paper);

    /// <summary>Keeps a picture, as the middle square of the codec's size.</summary>
    public object Upload(RgbImage picture)
    {
        var side = (int)Way(Usual).Bandwidth.Side;
        return new
        {
            upload = uploads.Add(ImageTensors.ToImage(ImageTensors.Square(picture, side))),
            notice = SendNotices.OfSize("your picture", picture, side),
        };
    }

    /// <summary>Reads the sentence, inverts the picture and edits it.</summary>
    public object Edit(EditOrder order)
    {
        if (order.Text.Length is 0 or > MostLetters)
            throw new UserErrorException($"write a sentence of 1 to {MostLetters} letters.");
        if (first is { } known && known.Order == order && turns.TryGet(known.Turn, out _)) return known.Answer;
        var (before, image) = (order.After is null ? null : Found(turns, order.After), ImageOf(order));
        if (before is not null && before.Order.Codec != order.Codec)
            throw new UserErrorException($"this dialog began with {before.Order.Codec}: go on with it or begin again.");
        var baseline = BaselineOf(order.Codec);
        var way = Way(Usual, baseline);
        var encoding = way.Encode(RequestOf(order.Text, image, before?.Encoding.Latent, 0));
        var (original, sent) = (encoding.Pictures!.Original, encoding.Pictures.Sent);
        // A later turn goes on from a picture that is in the codec already: it is not inverted.
        var inverted = baseline is not null ? null
            : before is null ? way.Networks.Pictures([tensor(encoding.Source)])[0]! : original;
        var name = turns.Add(new(order, baseline, before?.Encoding.Latent, encoding, original));
        var target = encoding.Target;
        var answer = new
        {
            turn = name,
            read = ReadingOf(encoding.Read),
            attribute = target?.Attribute,
            before = target is null ? (int?)null : encoding.Before[(int)target.Attribute],
            wanted = target?.Degree,
            after = target is null ? (int?)null : encoding.After[(int)target.Attribute],
            moves = encoding.Iterations,
            reason = encoding.Reason,
            inversionLoss = encoding.InversionLoss,
            pictures = new
            {
                original = Url(original),
                inverted = inverted is null ? null : Url(inverted),
                edited = Url(sent),
            },
            identity = Likeness(original, sent),
            ms = way.EncodingMs.ToDictionary(),
            notices = SendNotices.Of(encoding),
        };
        if (order.Portrait is not null) first ??= (order, name, answer);
        return answer;
    }

    /// <summary>Sends an edited picture over a link at each SNR; nothing is inverted or edited again.</summary>
    public object Send(SendOrder order)
    {
        if (order.SnrsDb.Length is 0 or > MostSnrs || order.SnrsDb.Any(snrDb => snrDb is not (>= -60 and <= 90)))
            throw new UserErrorException($"give 1 to {MostSnrs} SNRs of -60 to 90 dB.");
        var coding = new CodingOptions(order.Form, order.Symbols);
        if (coding.Mistake is { } mistake) throw new UserErrorException($"{mistake}.");
        var air = new Transmission(ChannelModules.Create(order.Channel, registry));
        var turn = Found(turns, order.Turn);
        if (turn.Baseline is { EditsAtReceiver: true } && order.SnrsDb.Length > 1)
            throw new UserErrorException($"the receiver of {turn.Baseline.Name} edits each anew: take one SNR.");
        var withSymbols = order.SnrsDb.Length == 1;
        return order.SnrsDb.Select(snrDb => Send(turn, order, coding, air, snrDb, withSymbols)).ToArray();
    }

    /// <summary>The codecs and the forms of adapters that these weights can do.</summary>
    public static object Choices(DirectoryInfo weights)
    {
        bool Has(string name) => PriorNetworks.Has(weights, name);
        return new
        {
            forms = Enum.GetValues<AdapterForm>().Where(form => form == AdapterForm.Paper
                || (Has("coding") && (form != AdapterForm.Conditioned || Has("conditioned")))),
            baselines = BaselineScheme.All
                .Where(one => Has("talk2edit") && (one.Carrier != PictureCarrier.DeepSc || Has("deepsc")))
                .Select(one => new { one.Name, one.EditsAtReceiver, hasAdapters = HasAdapters(one) }),
        };
    }

    /// <summary>How a sentence was understood, in words.</summary>
    public static object ReadingOf(ReadRequest read)
    {
        var label = read.Label.Attribute is null ? read.Guess ?? read.Label : read.Label;
        return new
        {
            isTaken = read.Label.Attribute is not null,
            said = label is not { Attribute: { } attribute } ? "no change of the portrait"
                : label.Target is { } target ? $"{JsonOutput.NameOf(attribute)}, to degree {target} of 5"
                : $"{label.Value?.ToString(CultureInfo.InvariantCulture) ?? "some"} "
                    + $"{(label.Direction == EditDirection.Positive ? "more" : "less")} {JsonOutput.NameOf(attribute)}",
            read.Confidence,
            read.Unread,
        };
    }

    public void Dispose()
    {
        foreach (var way in ways.Values) way.Dispose();
        if (identity.IsValueCreated) identity.Value.Dispose();
    }

    /// <summary>A photograph of a telephone fits; a decompression bomb does not.</summary>
    internal static ImageLimits Limits { get; } = new() { MaxFileBytes = WebServer.MostUploadBytes, MaxPixels = 24 << 20 };

    private object Send(
        Turn turn, SendOrder order, CodingOptions coding, Transmission air, double snrDb, bool withSymbols)
    {
        var adapters = Way(Usual).AdapterSnrsDb;
        var adapter = SendOptions.AdapterIndex(order.Adapter, snrDb, adapters);
        if (turn.Baseline is not null && adapter is null)
            throw new UserErrorException($"the codec {turn.Baseline.Name} sends nothing without an adapter.");
        var way = Way(adapter is null ? null : coding, turn.Baseline);
        var request = RequestOf(turn.Order.Text, new ImageSource.Pixels(ImageTensors.FromImage(turn.Original)), turn.Latent,
            adapter ?? 0);
        var encoding = way.ForAdapter(turn.Encoding, request.AdapterIndex);
        var arrival = way.Send(request, encoding, air, new(new Seed(order.Seed), default, default, 0, snrDb));
        var sent = encoding.Symbols.AsSpan().ToArray();
        SymbolPower.Normalise(ComplexSpan.FromReal(sent), Transmission.Power);
        return new
        {
            snrDb,
            adapterSnrDb = adapter is { } index && HasAdapters(turn.Baseline) ? adapters[index] : (double?)null,
            measuredSnrDb = arrival.Link.MeasuredSnrDb,
            picture = Url(arrival.Picture),
            arrival.ToSent.LpipsP,
            arrival.ToSent.PsnrDb,
            lpipsPToOriginal = arrival.ToOriginal.LpipsP,
            psnrToOriginalDb = arrival.ToOriginal.PsnrDb,
            arrival.ToSent.IsEditRight,
            arrival.ToSent.SeenDegree,
            arrival.ToSent.IsIntact,
            identity = Likeness(turn.Original, arrival.Picture),
            realSymbols = way.Bandwidth.RealSymbols,
            bandwidthRatio = way.Bandwidth.RealRatio,
            ms = new { air = arrival.AirMs, decode = arrival.DecodeMs },
            sent = withSymbols ? Rounded(sent) : null,
            received = withSymbols ? Rounded(arrival.Frame.Symbols) : null,
            receivedHash = FingerprintHash.Of(arrival.Frame.Symbols).ToString(CultureInfo.InvariantCulture),
            pictureHash = arrival.ToSent.PictureHash.ToString(CultureInfo.InvariantCulture),
            command = CommandOf(turn, order, coding, snrDb),
            notice = SendNotices.OfHeader(request, arrival, adapters),
        };
    }

    /// <summary>The same by the command line; a later turn goes on from what only this process has.</summary>
    private static string? CommandOf(Turn turn, SendOrder order, CodingOptions coding, double snrDb) => turn.Order.After is not null ? null
        : string.Create(CultureInfo.InvariantCulture, $"./eds send {(turn.Order.Portrait is { } portrait
            ? $"--portrait {portrait}" : "--image YOUR-PICTURE.png")} --text {Shell.Quoted(turn.Order.Text)} --snr={snrDb} ")
            + $"--channel {Shell.Quoted(order.Channel)} --adapter={Shell.Quoted(order.Adapter)} "
            + (turn.Baseline is { } baseline ? $"--codec {baseline.Name} --lite"
                : $"--form {JsonOutput.NameOf(coding.Form)} --symbols {coding.Symbols}") + $" --seed {order.Seed}";

    /// <summary>A baseline has no form and number of symbols to choose.</summary>
    private OneTransmission Way(CodingOptions? coding, BaselineScheme? baseline = null)
    {
        var key = (baseline is null ? coding : null, baseline);
        if (ways.TryGetValue(key, out var way)) return way;
        try
        {
            return ways[key] = new OneTransmission(weights, device, coding is null ? new() { Adapters = false }
                : new() { Form = coding.Form, Symbols = coding.Symbols },
                baseline: baseline is null ? null : (baseline, Quick));
        }
        catch (WeightsException)
        {
            throw new UserErrorException("the weights of this server lack what this codec needs; take another one.");
        }
    }

    private static bool HasAdapters(BaselineScheme? baseline) => baseline?.Carrier != PictureCarrier.JpegLdpc;

    private static BaselineScheme? BaselineOf(string codec) => codec == SendOptions.LearnedCodec ? null
        : BaselineScheme.Find(codec) ?? throw new UserErrorException(
            $"a codec is {SendOptions.LearnedCodec}, {string.Join(", ", BaselineScheme.All.Select(one => one.Name))}.");

    private ImageSource.Pixels ImageOf(EditOrder order)
    {
        if (new[] { order.Portrait is not null, order.Upload is not null, order.After is not null }.Count(one => one) != 1)
            throw new UserErrorException("name one of portrait, upload and after.");
        if (order.Portrait is < 0 or > TransmissionId.MaxValue)
            throw new UserErrorException($"portraits have the numbers 0 to {TransmissionId.MaxValue}.");
        return new ImageSource.Pixels(order.Upload is { } upload ? ImageTensors.FromImage(Found(uploads, upload))
            : order.Portrait is { } portrait ? SendOptions.Drawn(portrait, (int)Way(Usual).Bandwidth.Side)
            : zeros(0));
    }

    private double Likeness(RgbImage one, RgbImage other)
    {
        using var quiet = no_grad();
        var both = identity.Value.Embed(stack([ImageTensors.FromImage(one), ImageTensors.FromImage(other)]).to(device));
        return nn.functional.cosine_similarity(both[0].unsqueeze(0), both[1].unsqueeze(0)).item<float>();
    }

    private static T Found<T>(Shelf<T> shelf, string name) => shelf.TryGet(name, out var thing) ? thing
        : throw new ServeException(StatusCodes.Status404NotFound, "this picture is gone: edit it again.");

    private static float[] Rounded(float[] numbers) => [.. numbers.Select(number => MathF.Round(number, 2))];

    private static string Url(RgbImage picture) => $"data:image/png;base64,{Convert.ToBase64String(Png.Encode(picture))}";

    private static EditRequest RequestOf(string text, ImageSource image, float[]? latent, int adapter) =>
        new(default, default, image, text, latent, adapter) { KeepsPictures = true };

    /// <summary>An edited picture that waits to be sent.</summary>
    /// <param name="Order">What was asked for.</param>
    /// <param name="Baseline">What its codec is; null for the learned one.</param>
    /// <param name="Latent">The picture of the turn before; null in a first turn.</param>
    /// <param name="Encoding">What the transmitter made of it.</param>
    /// <param name="Original">The picture that the sentence is about.</param>
    private sealed record Turn(
        EditOrder Order, BaselineScheme? Baseline, float[]? Latent, Encoding Encoding, RgbImage Original);
}
