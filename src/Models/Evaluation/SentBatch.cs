using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>What a transmitter made of a portrait, beside what the user meant.</summary>
/// <param name="Encoding">The transmitter's work.</param>
/// <param name="Meant">
/// a_exp by the sentence's true label and the portrait's true degrees; a sentence that was misread misses it.
/// </param>
/// <param name="IsRight">Whether the judge sees that degree in the edited picture, before any channel.</param>
internal sealed record WantedEdit(Encoding Encoding, EditTarget Meant, bool IsRight = false)
{
    /// <summary>Whether the portrait is not yet as it is meant to be.</summary>
    public bool IsChange => Meant.Direction != 0;
}

/// <summary>An edited latent vector.</summary>
/// <param name="Z">[latent], of unit power.</param>
/// <param name="Degrees">What the predictor sees in G(z), 0..5, one an attribute.</param>
internal sealed record SentLatent(Tensor Z, IReadOnlyList<int> Degrees);

/// <summary>Portraits on their way: edited latent vectors, and all that received pictures are compared with.</summary>
/// <param name="First">The number of the first portrait, which keys its noise.</param>
/// <param name="Edits">What was asked of each.</param>
/// <param name="Latents">What is sent of each.</param>
/// <param name="Originals">The portraits.</param>
/// <param name="Counterfactuals">The same people and scenes drawn with the degrees meant.</param>
/// <param name="Sent">The edited pictures, as the transmitter has them.</param>
internal sealed record SentBatch(int First, IReadOnlyList<WantedEdit> Edits, IReadOnlyList<SentLatent> Latents,
    SeenPictures Originals, SeenPictures Counterfactuals, SeenPictures Sent);

/// <summary>8-bit pictures as LPIPS-P sees them, so that each is looked at once.</summary>
/// <param name="Images">[N, 3, S, S] in -1..1.</param>
/// <param name="Features">One tensor a tap.</param>
/// <param name="Perceptual">LPIPS-P.</param>
internal sealed record SeenPictures(Tensor Images, Tensor[] Features, Lpips Perceptual)
{
    /// <summary>Looks at pictures of one size; the tensors belong to the scope around.</summary>
    public static SeenPictures Of(IEnumerable<RgbImage> pictures, JeccNetworks networks)
    {
        using var quiet = no_grad();
        var images = stack(pictures.Select(ImageTensors.FromImage)).to(networks.Device);
        return new(images, networks.Perceptual.Features(images), networks.Perceptual);
    }

    /// <summary>LPIPS-P of each picture to its counterpart.</summary>
    public double[] DistancesTo(SeenPictures others)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return [.. Perceptual.Distance(Features, others.Features).cpu().data<float>().Select(one => (double)one)];
    }
}

/// <summary>Something that tells people apart: F of eq. 13, or another network.</summary>
/// <param name="Name">As rows name it.</param>
/// <param name="Features">Images [N, 3, S, S] to features [N, d].</param>
internal sealed record IdentityMeasure(string Name, Func<Tensor, Tensor> Features)
{
    /// <summary>The cosine of each pair of images [N, 3, S, S].</summary>
    public double[] Likeness(Tensor images, Tensor others)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return [.. nn.functional.cosine_similarity(Features(images), Features(others)).cpu().data<float>()
            .Select(cosine => (double)cosine)];
    }
}
