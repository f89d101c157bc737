using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Baselines;

/// <summary>
/// The transmitter of a baseline. In a dialogue M2 goes on from the picture that it sent; M1 does not know what the
/// receiver made, so each turn edits the user's own picture. The networks stay the caller's. Not thread-safe.
/// </summary>
/// <param name="networks">Reader, predictor, and what Talk2Edit needs.</param>
/// <param name="createCode">Makes what sends the picture.</param>
/// <param name="editor">Edits before sending; null for M1.</param>
internal sealed class BaselineEncoder(JeccNetworks networks, Func<IPictureCode> createCode, Talk2Edit? editor) : IEncoder
{
    private readonly IPictureCode code = createCode();
    private readonly int side = networks.Generator.Options.Size.Resolution;
    private readonly ImageLoader loader = new(networks.Generator.Options.Size.Resolution);
    private readonly Dictionary<TransmissionId, string> problems = [];

    public IReadOnlyDictionary<TransmissionId, string> Problems => problems;

    public IReadOnlyList<Encoding?> Encode(IReadOnlyList<EditRequest> batch)
    {
        problems.Clear();
        return [.. batch.Select(Encode)];
    }

    public void Dispose() => code.Dispose();

    private Encoding? Encode(EditRequest request)
    {
        using var scope = NewDisposeScope();
        var image = request.Latent is { } pixels ? tensor(pixels, [3, side, side]) : Load(request);
        if (image is null) return null;
        var read = networks.Reader.Read(request.Text);
        var (original, edit) = (ImageTensors.ToImage(image), editor?.Edit(image, read.Label));
        var sent = edit?.Picture ?? original;
        var symbols = code.Encode(sent, request.AdapterIndex, out var problem);
        if (symbols is null)
        {
            problems[request.Id] = problem!;
            return null;
        }
        var before = edit?.Before ?? Degrees(image);
        return new(symbols, Pixels(sent), read, edit is null ? EditTarget.Of(read.Label, before) : edit.Target)
        {
            Before = before,
            After = edit?.After ?? before,
            Iterations = edit?.Moves ?? 0,
            Reason = edit?.Reason ?? MatchingStop.LeftToReceiver,
            InversionLoss = edit?.InversionLoss,
            SentText = edit is null ? request.Text : null,
            Pictures = request.KeepsPictures ? new(original, sent) : null,
        };
    }

    private Tensor? Load(EditRequest request)
    {
        var image = loader.Load(request.Image, out var problem);
        if (problem is not null) problems[request.Id] = problem;
        return image;
    }

    private int[] Degrees(Tensor image)
    {
        using var quiet = no_grad();
        var heads = networks.Predictor.call(AttributePredictor.Normalize(image.unsqueeze(0).to(networks.Device)));
        return [.. heads.Select(head => (int)head.argmax(1).item<long>())];
    }

    /// <summary>The picture of <see cref="Pixels"/>.</summary>
    internal static RgbImage Picture(float[] pixels, int side)
    {
        using var scope = NewDisposeScope();
        return ImageTensors.ToImage(tensor(pixels, [3, side, side]));
    }

    /// <summary>A picture as the codec keeps it in place of a latent vector: [3 S S] in -1..1.</summary>
    internal static float[] Pixels(RgbImage picture)
    {
        using var pixels = ImageTensors.FromImage(picture);
        return pixels.data<float>().ToArray();
    }
}
