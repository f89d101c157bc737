using EditableDeepSC.Channels;
using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Inversion;

/// <summary>Inverts a batch of images from start to end.</summary>
public static class ImageInversion
{
    private const int CandidateBatch = 16;

    /// <summary>
    /// Inverts images [N, 3, S, S], a slot for each start; the results in their order.
    /// </summary>
    /// <param name="generator">G; its parameters must not require gradients.</param>
    /// <param name="perceptual">The distance of eq. 8.</param>
    /// <param name="encoder">Guesses the starts; null for random ones.</param>
    /// <param name="options">How to search.</param>
    /// <param name="images">The targets.</param>
    /// <param name="starts">Keys the random starts of each image, where they are its own; null: 0, 1, ...</param>
    /// <param name="slots">Images that there is room for, N or more: with
    /// <see cref="InversionOptions.Deterministic"/> empty slots are computed too. Null: N.</param>
    public static IReadOnlyList<InversionResult> Invert(Networks.Generator generator, Lpips perceptual,
        InversionEncoder? encoder, InversionOptions options, Tensor images, IReadOnlyList<long>? starts = null,
        int? slots = null)
    {
        using var scope = NewDisposeScope();
        var count = (int)images.shape[0];
        var each = encoder is null ? options.Starts : 1;
        using var inversion = new LatentInversion(generator, perceptual, (slots ?? count) * each, options);
        var first = encoder is not null ? Guess(encoder, images, options.Deterministic ? inversion.Capacity : count)
            : options.Candidates > 0 ? ChosenStarts(generator, perceptual, options, images)
            : RandomStarts(starts ?? [.. Enumerable.Range(0, count).Select(i => (long)i)], each,
                generator.Options.LatentSize).to(images.device);
        for (var slot = 0; slot < count * each; slot++) inversion.Add(images[slot / each], first[slot]);
        var found = new InversionResult?[count];
        var searching = Enumerable.Range(0, count * each).ToHashSet();
        for (var iteration = 1; searching.Count > 0; iteration++)
        {
            foreach (var result in inversion.Step())
            {
                searching.Remove(result.Slot);
                Keep(ref found[result.Slot / each], result);
            }
            if (iteration % options.RoundLength != 0) continue;
            foreach (var slot in searching.GroupBy(slot => slot / each).SelectMany(WorseHalf).ToArray())
            {
                searching.Remove(slot);
                inversion.Drop(slot);
            }
        }
        return found!;

        IEnumerable<int> WorseHalf(IEnumerable<int> slots)
        {
            int[] ordered = [.. slots.OrderByDescending(inversion.LowestLoss)];
            return ordered[..(ordered.Length / 2)];
        }
    }

    private static void Keep(ref InversionResult? best, InversionResult result)
    {
        if (best is not null && best.Loss <= result.Loss)
        {
            result.Z.Dispose();
            return;
        }
        best?.Z.Dispose();
        best = result;
    }

    /// <summary>The encoder's z of images, of which as many as <paramref name="rows"/> are computed.</summary>
    private static Tensor Guess(InversionEncoder encoder, Tensor images, int rows)
    {
        using var quiet = no_grad();
        return Rows.Filled(images, Math.Max(rows, Rows.LeastImages), encoder.call);
    }

    /// <summary>
    /// Of the same random z for all images those with the lowest J, [N starts, latent], the best first.
    /// </summary>
    private static Tensor ChosenStarts(
        Networks.Generator generator, Lpips perceptual, InversionOptions options, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var candidates = RandomStarts([0], options.Candidates, generator.Options.LatentSize).to(images.device);
        var targets = images.split(1).Select(target => (Image: target, Features: perceptual.Features(target))).ToArray();
        var losses = cat([.. candidates.split(CandidateBatch).Select(LossesOf)], 1);    // [N, candidates]
        var best = losses.topk(options.Starts, dim: 1, largest: false).indexes;         // [N, starts]
        return candidates.index_select(0, best.flatten()).MoveToOuterDisposeScope();

        Tensor LossesOf(Tensor z)
        {
            using var batch = NewDisposeScope();
            var made = generator.call(z);
            var features = perceptual.Features(made);
            return stack(targets.Select(target => perceptual.Distance(features, target.Features)
                + (made - target.Image).square().mean([1, 2, 3]) * options.Lambda)).MoveToOuterDisposeScope();
        }
    }

    /// <summary>The starts [N each, latent], those of an image one after the other.</summary>
    private static Tensor RandomStarts(IReadOnlyList<long> numbers, int each, int size)
    {
        var values = new float[numbers.Count * each * size];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = Math.DivRem(i, size);
            var (image, start) = Math.DivRem(row, each);
            var key = new PhiloxKey(
                new Seed(0), StreamPurpose.InversionStart, new UserId(start), new TransmissionId(numbers[image]));
            values[i] = (float)key.Gaussian((uint)column);
        }
        return tensor(values, [numbers.Count * each, size]);
    }
}
