using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Portraits;
using MathNet.Numerics.LinearAlgebra;

namespace EditableDeepSC.Models.Inversion;

/// <summary>One image's search: where it is, the best so far, and what its descent has learnt of the way.</summary>
/// <param name="target">The image [1, 3, S, S].</param>
/// <param name="features">Its perceptual features, one tensor a tap.</param>
/// <param name="z">Where it starts, [latent].</param>
/// <param name="noise">Keys its noise.</param>
/// <param name="newton">Its steps where they are <see cref="Descent.QuasiNewton"/>'s.</param>
internal sealed class InversionSlot(Tensor target, Tensor[] features, Tensor z, PhiloxKey noise, QuasiNewton? newton)
    : IDisposable
{
    private const double Epsilon = 1e-4;    // above the rounding of the smallest gradients, which Adam would blow up

    private readonly Tensor mean = zeros_like(z), meanSquare = zeros_like(z), best = z.clone();
    private readonly List<double> history = [];    // J of each z that was no noisy one
    private (double Loss, double Perceptual, double Error) lowest = (double.PositiveInfinity, 0, 0);

    public Tensor Target => target;

    /// <summary>The target's perceptual features, one tensor a tap.</summary>
    public Tensor[] Features => features;

    /// <summary>Iterations so far: how often J has been taken.</summary>
    public int Iterations { get; private set; }

    public void DetachFromScope()
    {
        foreach (var tensor in Owned()) tensor.DetachFromDisposeScope();
    }

    /// <summary>Where the gradient is taken: z [latent], or beside it while there is noise.</summary>
    public Tensor Place(double deviation)
    {
        if (deviation == 0) return z;
        var size = (int)z.numel();
        var values = new float[size];
        for (var i = 0; i < size; i++)
            values[i] = (float)(deviation * noise.Gaussian((uint)(Iterations * size + i)));
        return z + tensor(values).to(z.device);
    }

    /// <summary>Keeps what the present z is worth, or what lies beside it: that is not a result.</summary>
    public void Record(double distance, double error, double lambda, bool isNoisy)
    {
        Iterations++;
        if (isNoisy) return;
        var loss = distance + lambda * error;
        history.Add(loss);
        if (!(loss < lowest.Loss)) return;
        lowest = (loss, distance, error);
        using var quiet = no_grad();
        best.copy_(z);
    }

    public InversionStop? StopReason(InversionOptions options)
    {
        if (Iterations >= options.MaxIterations) return InversionStop.MaxIterations;
        if (options.Tolerance <= 0 || history.Count <= options.Patience) return null;
        var before = history.Take(history.Count - options.Patience).Min();
        return lowest.Loss > before * (1 - options.Tolerance) ? InversionStop.Converged : null;
    }

    /// <summary>Down the gradient [latent]: eq. 9, Adam or BFGS.</summary>
    public void Move(Tensor gradient, InversionOptions options)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var rate = options.RateOf(Iterations - 1);
        if (newton is not null)
        {
            const int Count = PortraitParameters.Count;
            var numbers = z[..Count];
            var next = newton.Next(Values(numbers), Values(gradient[..Count]), history[^1] <= lowest.Loss);
            numbers.copy_(tensor(next.ToArray()));
            return;
        }
        if (options.Descent == Descent.Gradient)
        {
            z.sub_(gradient * rate);
            return;
        }
        var (beta1, beta2) = options.Betas;
        mean.mul_((TorchSharp.Scalar)beta1).add_(gradient * (1 - beta1));
        meanSquare.mul_((TorchSharp.Scalar)beta2).add_(gradient.square() * (1 - beta2));
        var (bias1, bias2) = (1 - Math.Pow(beta1, Iterations), 1 - Math.Pow(beta2, Iterations));
        z.sub_(mean * (rate / bias1) / ((meanSquare / bias2).sqrt() + Epsilon));
    }

    public InversionResult Result(int slot, InversionStop reason)
    {
        var found = best.clone().DetachFromDisposeScope();
        return new(slot, found, lowest.Loss, lowest.Perceptual, lowest.Error, Iterations, reason);
    }

    public void Dispose()
    {
        foreach (var tensor in Owned()) tensor.Dispose();
    }

    private static Vector<double> Values(Tensor numbers)
    {
        using var wide = numbers.cpu().to_type(ScalarType.Float64);
        return Vector<double>.Build.DenseOfArray(wide.data<double>().ToArray());
    }

    private IEnumerable<Tensor> Owned() => [target, .. features, z, mean, meanSquare, best];
}
