using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>What became of one request.</summary>
/// <param name="Received">The edited picture that the user sees.</param>
/// <param name="Middle">The edited picture as it was sent; where the receiver edits, the picture as it arrived.</param>
internal sealed record PaperPicture(RgbImage Received, RgbImage Middle);

/// <summary>A way to edit and send over white noise, whose draws are the same for all methods.</summary>
internal interface IPaperMethod : IDisposable
{
    /// <summary>
    /// The pictures of a block of requests at an SNR. The same list of requests again is not encoded again.
    /// </summary>
    IReadOnlyList<PaperPicture> Receive(IReadOnlyList<EditRequest> requests, double snrDb);
}

/// <summary>Keys of the noise, for all methods.</summary>
internal static class PaperNoise
{
    public static Seed Seed { get; } = new(93);

    /// <summary>Each SNR has noise of its own.</summary>
    public static UserId UserOf(double snrDb) => new((int)Math.Round(10 * (snrDb + 100)));
}

/// <summary>Inverts and edits each block once for all forms of adapters and all SNRs.</summary>
internal sealed class JeccSender(JeccNetworks networks, JeccOptions? options = null) : IDisposable
{
    private readonly JeccEncoder encoder = new(networks, options);
    private IReadOnlyList<EditRequest>? last;
    private Encoding[] encodings = [];
    private RgbImage[] sent = [];

    public (IReadOnlyList<Encoding> Encodings, IReadOnlyList<RgbImage> Sent) Encode(IReadOnlyList<EditRequest> requests)
    {
        if (!ReferenceEquals(requests, last))
        {
            encodings = [.. encoder.Encode(requests)!];
            sent = networks.Pictures([.. encodings.Select(encoding => tensor(encoding.Latent))])!;
            last = requests;
        }
        return (encodings, sent);
    }

    public void Dispose() => encoder.Dispose();
}

/// <summary>Editable-DeepSC; with null adapters their ablation.</summary>
internal sealed class JeccMethod(JeccNetworks networks, JeccSender sender, CodingOptions? coding) : IPaperMethod
{
    private readonly MeasuredPath path = new(new AwgnChannel(), networks, PaperNoise.Seed);
    private readonly Dictionary<double, LatentCode> codes = [];

    public IReadOnlyList<PaperPicture> Receive(IReadOnlyList<EditRequest> requests, double snrDb)
    {
        using var scope = NewDisposeScope();
        var (encodings, sent) = sender.Encode(requests);
        var latents = encodings.Select(encoding => new SentLatent(
            tensor(encoding.Latent, device: networks.Device), encoding.After)).ToList();
        var received = path.Receive(latents, CodeOf(snrDb), snrDb, PaperNoise.UserOf(snrDb), requests[0].Id.Value);
        return [.. received.Zip(sent, (picture, original) => new PaperPicture(picture, original))];
    }

    public void Dispose()
    {
        foreach (var code in codes.Values) code.Dispose();
    }

    private LatentCode CodeOf(double snrDb) => codes.TryGetValue(snrDb, out var code) ? code
        : codes[snrDb] = coding is null ? new PaperCode(null, networks.Device) : networks.Code(coding, snrDb);
}
