using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Inversion;

/// <summary>Inverts a batch of images from start to end.</summary>
public static class ImageInversion
{
    private const byte NoiseStage = 1;    // a random start's own numbers have stage 0

    /// <summary>Inverts images [N, 3, S, S], each in its own slot; the results in their order.</summary>
    /// <param name="generator">G; its parameters must not require gradients.</param>
    /// <param name="perceptual">The distance of eq. 8.</param>
    /// <param name="encoder">Guesses the starts; null for random ones.</param>
    /// <param name="options">How to search.</param>
    /// <param name="images">The targets.</param>
    /// <param name="numbers">Key the random start and the noise of each image; null: 0, 1, ...</param>
    /// <param name="slots">Images that there is room for, N or more: with
    /// <see cref="InversionOptions.Deterministic"/> empty slots are computed too. Null: N.</param>
    /// <param name="stop">Ends it between two iterations, by an <see cref="OperationCanceledException"/>.</param>
    public static IReadOnlyList<InversionResult> Invert(Networks.Generator generator, Lpips perceptual,
        InversionEncoder? encoder, InversionOptions options, Tensor images, IReadOnlyList<long>? numbers = null,
        int? slots = null, CancellationToken stop = default)
    {
        using var scope = NewDisposeScope();
        var count = (int)images.shape[0];
        using var inversion = new LatentInversion(generator, perceptual, slots ?? count, options, encoder);
        PhiloxKey[] keys = [.. Enumerable.Range(0, count).Select(i => KeyOf(numbers?[i] ?? i))];
        var starts = encoder is null ? RandomStarts(keys, generator.Options.LatentSize).to(images.device)
            : Guess(encoder, images, options.Deterministic ? inversion.Capacity : count);
        for (var i = 0; i < count; i++) inversion.Add(images[i], starts[i], keys[i] with { Stage = NoiseStage });
        var found = new InversionResult[count];
        while (inversion.Occupied > 0)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var result in inversion.Step()) found[result.Slot] = result;
        }
        return found;
    }

    private static PhiloxKey KeyOf(long number) =>
        new(new Seed(0), StreamPurpose.InversionStart, default, new TransmissionId(number));

    /// <summary>The encoder's z of images, of which as many as <paramref name="rows"/> are computed.</summary>
    private static Tensor Guess(InversionEncoder encoder, Tensor images, int rows)
    {
        using var quiet = no_grad();
        return LatentPower.Normalise(Rows.Filled(images, Math.Max(rows, Rows.LeastImages), encoder.call));
    }

    /// <summary>z ~ N(0, I), [N, latent].</summary>
    private static Tensor RandomStarts(PhiloxKey[] keys, int size)
    {
        var values = new float[keys.Length, size];
        for (var i = 0; i < keys.Length; i++)
            for (var j = 0; j < size; j++) values[i, j] = (float)keys[i].Gaussian((uint)j);
        return tensor(values);
    }
}
