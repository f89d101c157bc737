using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>Edits each block once by Talk2Edit, for all that send it.</summary>
internal sealed class Talk2EditSender(JeccNetworks networks, Talk2Edit editor)
{
    private const int MostKnown = 200;

    private IReadOnlyList<EditRequest>? last;
    private RgbImage[] edited = [];
    private readonly Dictionary<(ulong Pixels, string Text), RgbImage> known = [];

    public IReadOnlyList<RgbImage> Edit(IReadOnlyList<EditRequest> requests)
    {
        if (ReferenceEquals(requests, last)) return edited;
        edited = [.. requests.Select(request => Edit(((ImageSource.Pixels)request.Image).Image, request.Text))];
        last = requests;
        return edited;
    }

    /// <summary>A picture that arrived; one that arrived at another SNR just so is not edited again.</summary>
    public RgbImage Edit(RgbImage picture, string text)
    {
        var key = (FingerprintHash.Of(picture.Pixels), text);
        if (known.TryGetValue(key, out var before)) return before;
        if (known.Count > MostKnown) known.Clear();
        using var image = ImageTensors.FromImage(picture);
        return known[key] = Edit(image, text);
    }

    private RgbImage Edit(Tensor image, string text) => editor.Edit(image, networks.Reader.Read(text).Label).Picture;
}

/// <summary>A picture code over white noise, whose draws are the same for all methods.</summary>
internal sealed class PictureAir(IPictureCode code)
{
    private readonly Transmission transmission = new(new AwgnChannel());

    /// <summary>What arrives of a picture; grey, and not intact, where it cannot be sent at the code's rate.</summary>
    public ReceivedPicture Send(RgbImage picture, EditRequest request, double snrDb)
    {
        var adapter = PaperPlan.PaperSnrsDb.ToList().IndexOf(snrDb);
        if (code.Encode(picture, adapter, out _) is { } symbols)
        {
            return code.Decode(transmission.Send(symbols, adapter,
                new ChannelUse(PaperNoise.Seed, PaperNoise.UserOf(snrDb), request.Id, 0, snrDb)).Frame);
        }
        return new(JpegLdpcCode.Blank(picture.Width), IsIntact: false);
    }
}

/// <summary>M1 and M2: a picture code, and Talk2Edit on one side of it.</summary>
internal sealed class BaselineMethod(IPictureCode code, Talk2EditSender editor, bool editsAtReceiver) : IPaperMethod
{
    private readonly PictureAir air = new(code);

    public IReadOnlyList<PaperPicture> Receive(IReadOnlyList<EditRequest> requests, double snrDb)
    {
        var sent = editsAtReceiver
            ? [.. requests.Select(request => ImageTensors.ToImage(((ImageSource.Pixels)request.Image).Image))]
            : editor.Edit(requests);
        return [.. requests.Zip(sent, (request, picture) =>
        {
            var arrived = air.Send(picture, request, snrDb).Picture;
            return editsAtReceiver ? new PaperPicture(editor.Edit(arrived, request.Text), arrived)
                : new PaperPicture(arrived, picture);
        })];
    }

    public void Dispose() => code.Dispose();
}
