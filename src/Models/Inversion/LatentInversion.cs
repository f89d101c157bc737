using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace EditableDeepSC.Models.Inversion;

/// <summary>What an inversion found; <see cref="Z"/> is the caller's.</summary>
/// <param name="Slot">The slot that is free again.</param>
/// <param name="Z">The latent vector [latent] with the lowest J.</param>
/// <param name="Loss">J of eq. 8 of it.</param>
/// <param name="Perceptual">Its perceptual distance.</param>
/// <param name="SquaredError">Its mean squared error, images in -1..1.</param>
/// <param name="Iterations">Iterations run.</param>
/// <param name="Reason">Why it stopped.</param>
public sealed record InversionResult(int Slot, Tensor Z, double Loss, double Perceptual, double SquaredError,
    int Iterations, InversionStop Reason)
{
    /// <summary>Of images whose values span 2.</summary>
    public double PsnrDb => 10 * Math.Log10(4 / SquaredError);
}

/// <summary>Why an inversion ended.</summary>
public enum InversionStop
{
    /// <summary>r_inv was reached.</summary>
    MaxIterations,
    /// <summary>J no longer fell.</summary>
    Converged,
}

/// <summary>
/// GAN inversion over slots (eq. 8 and 9): each slot searches the z whose image is nearest to its own target. A step
/// moves every occupied slot by one iteration; a slot that is finished leaves and another image may take its place. A
/// slot has its own optimizer state and its result does not depend on the others. Not thread-safe.
/// </summary>
public sealed class LatentInversion : IDisposable
{
    private readonly Networks.Generator generator;
    private readonly Lpips perceptual;
    private readonly InversionOptions options;
    private readonly InversionSlot?[] slots;
    private readonly Matrix<double>? inverseCurvature;

    /// <summary>
    /// The networks stay the caller's; their parameters must not require gradients. <see cref="Descent.QuasiNewton"/>
    /// needs the <paramref name="encoder"/>'s curvature; where it has none, Adam goes on from its guess.
    /// </summary>
    public LatentInversion(Networks.Generator generator, Lpips perceptual, int capacity,
        InversionOptions? options = null, InversionEncoder? encoder = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (this.generator, this.perceptual) = (generator, perceptual);
        this.options = (options ?? InversionOptions.RandomStart).Validated();
        slots = new InversionSlot?[capacity];
        if (this.options.Descent != Descent.QuasiNewton) return;
        if (encoder is null) throw new ArgumentException("BFGS starts from an inversion encoder.", nameof(encoder));
        if (encoder.HasCurvature) inverseCurvature = QuasiNewton.InverseOf(encoder.MeanCurvature());
        else this.options = this.options.WithoutCurvature;
    }

    public int Capacity => slots.Length;

    public int Occupied => slots.Count(slot => slot is not null);

    /// <summary>
    /// Puts a target [3, S, S] in -1..1 and its start z [latent] into a free slot; the slot's number. The key gives
    /// the search its noise, where it has any.
    /// </summary>
    public int Add(Tensor target, Tensor start, PhiloxKey noise = default)
    {
        var free = Array.IndexOf(slots, null);
        if (free < 0) throw new InvalidOperationException($"All {Capacity} slots are occupied.");
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var image = target.unsqueeze(0);
        var slot = new InversionSlot(image.clone(), perceptual.Features(image), start.detach().clone(), noise,
            inverseCurvature is null ? null : new(inverseCurvature));
        slot.DetachFromScope();
        slots[free] = slot;
        return free;
    }

    /// <summary>One iteration of every occupied slot; those that are finished with it.</summary>
    public IReadOnlyList<InversionResult> Step()
    {
        int[] active = [.. Enumerable.Range(0, Capacity).Where(i => slots[i] is not null)];
        if (active.Length == 0) return [];
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        // With fixed shapes an empty slot computes what the first occupied one does, and drops it.
        InversionSlot[] rows = options.Deterministic ? [.. slots.Select(slot => slot ?? slots[active[0]]!)]
            : [.. active.Select(i => slots[i]!)];
        double[] noise = [.. rows.Select(slot => options.NoiseOf(slot.Iterations))];
        var z = stack(rows.Select((slot, row) => slot.Place(noise[row]))).requires_grad_();    // [B, latent]
        var (distance, error) = Losses(z, rows);
        var gradient = autograd.grad([(distance + error * options.Lambda).sum()], [z])[0];
        var (distances, errors) = (distance.data<float>().ToArray(), error.data<float>().ToArray());
        var finished = new List<InversionResult>();
        for (var i = 0; i < active.Length; i++)
        {
            var row = options.Deterministic ? active[i] : i;
            var slot = slots[active[i]]!;
            slot.Record(distances[row], errors[row], options.Lambda, isNoisy: noise[row] > 0);
            if (slot.StopReason(options) is not { } reason)
            {
                slot.Move(gradient[row], options);
                continue;
            }
            finished.Add(slot.Result(active[i], reason));
            slot.Dispose();
            slots[active[i]] = null;
        }
        return finished;
    }

    public void Dispose()
    {
        foreach (var slot in slots) slot?.Dispose();
        Array.Clear(slots);
    }

    private (Tensor Distance, Tensor Error) Losses(Tensor z, InversionSlot[] rows)
    {
        var images = generator.call(z);                                                  // [B, 3, S, S]
        var error = (images - cat([.. rows.Select(slot => slot.Target)], 0)).square().mean([1, 2, 3]);
        var taps = rows[0].Features.Length;
        Tensor[] wanted = [.. Enumerable.Range(0, taps)
            .Select(tap => cat([.. rows.Select(slot => slot.Features[tap])], 0))];
        return (perceptual.Distance(perceptual.Features(images), wanted), error);        // [B] each
    }
}
