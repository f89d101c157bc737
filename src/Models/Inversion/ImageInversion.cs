using EditableDeepSC.Channels;
using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Inversion;

/// <summary>Inverts a batch of images from start to end.</summary>
public static class ImageInversion
{
    /// <summary>
    /// Inverts images [N, 3, S, S], one slot each; the results in their order.
    /// </summary>
    /// <param name="generator">G; its parameters must not require gradients.</param>
    /// <param name="perceptual">The distance of eq. 8.</param>
    /// <param name="encoder">Guesses the starts; null for random ones.</param>
    /// <param name="options">How to search.</param>
    /// <param name="images">The targets.</param>
    /// <param name="starts">Keys the random start of each image; null: 0, 1, ...</param>
    /// <param name="slots">Slots in all, N or more: with <see cref="InversionOptions.Deterministic"/> the empty ones
    /// are computed too. Null: N.</param>
    public static IReadOnlyList<InversionResult> Invert(Networks.Generator generator, Lpips perceptual,
        InversionEncoder? encoder, InversionOptions options, Tensor images, IReadOnlyList<long>? starts = null,
        int? slots = null)
    {
        using var scope = NewDisposeScope();
        var count = (int)images.shape[0];
        using var inversion = new LatentInversion(generator, perceptual, slots ?? count, options);
        var first = encoder is null
            ? RandomStarts(starts ?? [.. Enumerable.Range(0, count).Select(i => (long)i)], generator.Options.LatentSize)
                .to(images.device)
            : Guess(encoder, images, options.Deterministic ? inversion.Capacity : count);
        for (var i = 0; i < count; i++) inversion.Add(images[i], first[i]);
        var found = new InversionResult[count];
        while (inversion.Occupied > 0)
            foreach (var result in inversion.Step()) found[result.Slot] = result;
        return found;
    }

    /// <summary>The encoder's z of images, of which as many as <paramref name="rows"/> are computed.</summary>
    private static Tensor Guess(InversionEncoder encoder, Tensor images, int rows)
    {
        using var quiet = no_grad();
        var missing = rows - images.shape[0];
        return encoder.call(missing == 0 ? images : cat([images, images[..1].expand(missing, -1, -1, -1)], 0));
    }

    private static Tensor RandomStarts(IReadOnlyList<long> numbers, int size)
    {
        var values = new float[numbers.Count * size];
        for (var i = 0; i < numbers.Count; i++)
        {
            var key = new PhiloxKey(new Seed(0), StreamPurpose.InversionStart, default, new TransmissionId(numbers[i]));
            for (var j = 0; j < size; j++) values[i * size + j] = (float)key.Gaussian((uint)j);
        }
        return tensor(values, [numbers.Count, size]);
    }
}
