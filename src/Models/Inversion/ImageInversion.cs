using EditableDeepSC.Channels;
using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Inversion;

/// <summary>Inverts a batch of images from start to end.</summary>
public static class ImageInversion
{
    /// <summary>
    /// Inverts images [N, 3, S, S], one slot each; the results in their order. Without an encoder the starts are random,
    /// those of numbers <paramref name="firstStart"/> and up.
    /// </summary>
    public static IReadOnlyList<InversionResult> Invert(Networks.Generator generator, Lpips perceptual,
        InversionEncoder? encoder, InversionOptions options, Tensor images, long firstStart = 0)
    {
        using var scope = NewDisposeScope();
        var count = (int)images.shape[0];
        using var inversion = new LatentInversion(generator, perceptual, count, options);
        Tensor starts;
        using (no_grad())
            starts = encoder?.call(images) ?? RandomStarts(firstStart, count, generator.Options.LatentSize, images.device);
        for (var i = 0; i < count; i++) inversion.Add(images[i], starts[i]);
        var found = new InversionResult[count];
        while (inversion.Occupied > 0)
            foreach (var result in inversion.Step()) found[result.Slot] = result;
        foreach (var result in found) result.Z.MoveToOuterDisposeScope();
        return found;
    }

    private static Tensor RandomStarts(long first, int count, int size, Device device)
    {
        var values = new float[count * size];
        for (var i = 0; i < count; i++)
        {
            var key = new PhiloxKey(new Seed(0), StreamPurpose.InversionStart, default, new TransmissionId(first + i));
            for (var j = 0; j < size; j++) values[i * size + j] = (float)key.Gaussian((uint)j);
        }
        return tensor(values, [count, size]).to(device);
    }
}
