using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Codecs;

/// <summary>The transmitters of one worker: pictures and sentences in, symbols out.</summary>
internal sealed class JeccSender(
    JeccCodecOptions options, JeccModels models, IReadOnlyList<double> adapterSnrsDb, bool deterministic) : IEncoder
{
    /// <summary>The shape of all batches where bits must not depend on the batch, whatever its configured size.</summary>
    public const int DeterministicSlots = 4;

    private const int MostSlots = 16;

    private readonly JeccEncoder encoder = new(
        models.Networks, options.Encoder(deterministic ? DeterministicSlots : MostSlots, deterministic));

    private readonly Dictionary<string, ImageFolder> folders = [];

    public IReadOnlyList<EncodeResult> Encode(IReadOnlyList<EncodeRequest> batch)
    {
        using var scope = NewDisposeScope();
        var images = batch.Select(request => request.Latent is null ? Image(request.Image) : null).ToList();
        int[] good = [.. Enumerable.Range(0, batch.Count).Where(i => images[i] is not null || batch[i].Latent is not null)];
        var encodings = encoder.Encode([.. good.Select(i => new JeccRequest(batch[i].Text, images[i], batch[i].Latent,
            models.Networks.Adapters.Nearest(adapterSnrsDb[batch[i].AdapterId]), batch[i].Id.Value))]);
        var results = new EncodeResult[batch.Count];
        foreach (var (encoding, i) in encodings.Zip(good)) results[i] = new(ResultOf(encoding, batch[i], images[i]));
        return results;
    }

    public void Dispose()
    {
    }

    private Encoding ResultOf(JeccEncoding encoding, EncodeRequest request, Tensor? image)
    {
        var attribute = encoding.Target?.Attribute;
        var report = new EditReport(attribute?.ToString().ToLowerInvariant() ?? "", encoding.Target?.Degree ?? 0,
            attribute is { } which ? encoding.After[(int)which] : 0, encoding.Iterations);
        return new Encoding(encoding.Symbols, report, encoding.Latent)
        {
            Pictures = request.KeepsPictures ? PicturesOf(encoding, image) : null,
        };
    }

    private SentPictures PicturesOf(JeccEncoding encoding, Tensor? image)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var made = models.Networks.Generator.call(
            stack([tensor(encoding.Source), tensor(encoding.Latent)]).to(models.Networks.Device));
        return new(ImageTensors.ToImage(image ?? made[0]), ImageTensors.ToImage(made[1]));
    }

    /// <summary>The picture [3, S, S], or null where its file cannot be read: this one item fails.</summary>
    private Tensor? Image(ImageSource source)
    {
        if (source.Folder is not { } path)
            return PortraitRenderer.Render(new PortraitSampler(source.Seed).Sample(source.Index, 1))[0];
        try
        {
            if (!folders.TryGetValue(path, out var folder))
                folders[path] = folder = new ImageFolder(path, (int)models.Networks.Generator.Options.Size.Resolution);
            return folder.Load([(int)(source.Index % folder.Count)])[0];
        }
        catch (DataSetException)
        {
            return null;
        }
    }
}
