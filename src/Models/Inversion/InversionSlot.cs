using static TorchSharp.torch;

namespace EditableDeepSC.Models.Inversion;

/// <summary>One image's search: where it is, the best so far, and the moments of its own Adam.</summary>
internal sealed class InversionSlot(Tensor target, Tensor[] features, Tensor z) : IDisposable
{
    private readonly Tensor mean = zeros_like(z), meanSquare = zeros_like(z), best = z.clone();
    private readonly List<double> history = [];
    private (double Loss, double Perceptual, double Error) lowest = (double.PositiveInfinity, 0, 0);

    public Tensor Target => target;

    /// <summary>The target's perceptual features, one tensor a tap.</summary>
    public Tensor[] Features => features;

    public Tensor Z => z;

    /// <summary>The lowest J so far.</summary>
    public double Lowest => lowest.Loss;

    /// <summary>Moves made so far: J has been taken once more than that.</summary>
    public int Moves => history.Count - 1;

    public void DetachFromScope()
    {
        foreach (var tensor in Owned()) tensor.DetachFromDisposeScope();
    }

    /// <summary>Keeps what the present z is worth.</summary>
    public void Record(double distance, double error, double lambda)
    {
        var loss = distance + lambda * error;
        history.Add(loss);
        if (!(loss < lowest.Loss)) return;
        lowest = (loss, distance, error);
        using var quiet = no_grad();
        best.copy_(z);
    }

    public InversionStop? StopReason(InversionOptions options)
    {
        if (history.Count >= options.MaxIterations) return InversionStop.MaxIterations;
        if (options.Tolerance <= 0 || history.Count <= options.Patience) return null;
        var before = history.Take(history.Count - options.Patience).Min();
        return lowest.Loss > before * (1 - options.Tolerance) ? InversionStop.Converged : null;
    }

    /// <summary>Eq. 9: down the gradient [latent], by Adam where its constants are given.</summary>
    public void Move(Tensor gradient, double rate, (double Beta1, double Beta2, double Epsilon)? adam)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        if (adam is not var (beta1, beta2, epsilon))
        {
            z.sub_(gradient * rate);
            return;
        }
        mean.mul_((TorchSharp.Scalar)beta1).add_(gradient * (1 - beta1));
        meanSquare.mul_((TorchSharp.Scalar)beta2).add_(gradient.square() * (1 - beta2));
        var (bias1, bias2) = (1 - Math.Pow(beta1, history.Count), 1 - Math.Pow(beta2, history.Count));
        z.sub_(mean * (rate / bias1) / ((meanSquare / bias2).sqrt() + epsilon));
    }

    public InversionResult Result(int slot, InversionStop reason)
    {
        var found = best.clone().DetachFromDisposeScope();
        return new(slot, found, lowest.Loss, lowest.Perceptual, lowest.Error, history.Count, reason);
    }

    public void Dispose()
    {
        foreach (var tensor in Owned()) tensor.Dispose();
    }

    private IEnumerable<Tensor> Owned() => [target, .. features, z, mean, meanSquare, best];
}
