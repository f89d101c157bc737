using System.Globalization;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
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
/// <param name="Iterative">False for the ablation: one move instead of iterative matching.</param>
/// <param name="Seed">Of the channel.</param>
internal sealed record SendOptions(FileInfo? Image, long Portrait, string Text, double SnrDb, string ChannelName,
    IChannel Channel, string Adapter, bool Iterative, Seed Seed)
{
    public const string NearestAdapter = "nearest", NoAdapter = "none";
}

/// <summary>The way of one picture: transmitter, air, receiver.</summary>
internal sealed class OneTransmission(JeccNetworks networks, SendOptions options)
{
    /// <summary>J of eq. 8 above which a picture hardly is a portrait as the generator knows them.</summary>
    private const double StrangeLoss = 0.5;

    private readonly List<string> notices = [];

    public SendReport Send()
    {
        using var quiet = no_grad();
        var original = Original();
        int? id = AdapterId();
        var encoder = new JeccEncoder(networks, new()
        {
            Slots = 1,
            Adapters = id is not null,
            Matching = new() { Iterative = options.Iterative },
        });
        var encoding = encoder.Encode([new(options.Text, original, null, id ?? 0)])[0];
        Notice(encoding);

        var (received, link) = Transmit(encoding.Symbols);
        var image = new JeccDecoder(networks.Generator).Decode(tensor(received).to(networks.Device).unsqueeze(0),
            id is { } known ? [networks.Adapters[known].Decoder] : null);
        var edited = networks.Generator.call(tensor(encoding.Latent).to(networks.Device).unsqueeze(0));

        var (wanted, got) = (Shown(edited), Shown(image));
        var row = cat([original.unsqueeze(0), wanted, got], 3).squeeze(0);
        return new(options, encoding, link, id is { } pair ? networks.Adapters.SnrsDb[pair] : null,
            new Bandwidth(networks.SymbolCount, id is null ? 0 : AdapterHeader.Symbols(networks.Adapters.SnrsDb.Count),
                original.shape[2]),
            Compare(got, wanted), Compare(got, original.unsqueeze(0)), ImageTensors.ToImage(row), notices);
    }

    private (float[] Received, LinkReport Report) Transmit(float[] symbols)
    {
        var (received, variance) = (new float[symbols.Length], new float[symbols.Length / 2]);
        var use = new ChannelUse(options.Seed, default, default, symbols.Length / 2, options.SnrDb) { Power = 2 };
        var report = new Link(options.Channel, new()).Send(use, ComplexSpan.FromReal(symbols),
            ComplexSpan.FromReal(received), variance);
        return (received, report);
    }

    private static Tensor Shown(Tensor image) => image.clamp((Scalar)(-1), (Scalar)1);

    private Tensor Original()
    {
        var side = networks.Generator.Options.Size.Resolution;
        if (options.Image is not { } file)
            return PortraitRenderer.Render(new PortraitSampler(PortraitSets.HeldOut).Sample(options.Portrait, 1))[0]
                .to(networks.Device);
        var picture = ImageFile.Read(file.FullName);
        if (picture.Width != side || picture.Height != side)
        {
            notices.Add($"{file}: {picture.Width}x{picture.Height} was cut to its middle square and resized to "
                + $"{side}x{side}.");
        }
        return ImageTensors.Square(picture, side).to(networks.Device);
    }

    private int? AdapterId()
    {
        if (options.Adapter == SendOptions.NoAdapter) return null;
        var adapters = networks.Adapters;
        if (options.Adapter == SendOptions.NearestAdapter) return adapters.Nearest(options.SnrDb);
        var known = string.Join(", ", adapters.SnrsDb);
        if (!FiniteNumber.TryParse(options.Adapter, out var snrDb) || !adapters.SnrsDb.Contains(snrDb))
            throw new UserErrorException(
                $"--adapter takes nearest, none, or one of {known} dB, not '{options.Adapter}'.");
        return adapters.Nearest(snrDb);
    }

    private void Notice(JeccEncoding encoding)
    {
        if (encoding.InversionLoss > StrangeLoss)
        {
            notices.Add(string.Create(CultureInfo.InvariantCulture, $"J is {encoding.InversionLoss:F2} after the ")
                + "inversion: this hardly is a portrait of the kind that the generator knows.");
        }
        if (encoding.Target is null)
        {
            notices.Add($"'{options.Text}' asks for no change of bangs, glasses, beard, smile or age; "
                + "the picture is sent as it is. Try \"make the bangs longer\".");
        }
        else if (encoding.Reason == MatchingStop.AlreadyThere)
            notices.Add("the picture already is as asked for; it is sent as it is.");
        else if (encoding.Reason == MatchingStop.NotReached)
            notices.Add($"the degree asked for was not reached in {encoding.Iterations} moves; the nearest is sent.");
    }

    private (double LpipsP, double PsnrDb) Compare(Tensor image, Tensor with)
    {
        var error = (image - with).square().mean().item<float>();
        return (networks.Perceptual.call(image, with).item<float>(), 10 * Math.Log10(4 / Math.Max(error, 1e-12)));
    }
}
