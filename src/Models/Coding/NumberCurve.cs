using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Coding;

/// <summary>
/// A unit Gaussian as a point of a curve in seven dimensions: itself, and angles on three circles that turn faster and
/// faster (curves on a torus: Vaishampayan and Costa, IEEE Trans. Inf. Theory 2003). How the power is shared among them
/// and how fast they turn is a small network's function of the energy over the noise: a straight line where that is
/// little. The receiver takes the mean of all numbers that the point may have been, with the gain of each dimension.
/// </summary>
public sealed class NumberCurve : nn.Module
{
    internal const string FileName = "conditioned";

    /// <summary>Of a point: the number itself, and two for each circle.</summary>
    public const int Dimensions = 1 + 2 * Circles;

    /// <summary>Energies of <see cref="Errors"/>, dB.</summary>
    internal const int LeastDb = -15, MostDb = 36;

    private const int Circles = 3, Hidden = 24;
    private const double Reach = 4.5;                      // standard deviations of what the receiver thinks of
    private readonly Linear first, second, last;
    private readonly Tensor errors;

    public NumberCurve() : base(nameof(NumberCurve))
    {
        (first, second, last) = (nn.Linear(2, Hidden), nn.Linear(Hidden, Hidden), nn.Linear(Hidden, 1 + 2 * Circles));
        errors = zeros(MostDb - LeastDb + 1);
        register_module(nameof(first), first);
        register_module(nameof(second), second);
        register_module(nameof(last), last);
        register_buffer(nameof(errors), errors);
        using var quiet = no_grad();
        last.weight!.mul_(0.1);
        last.bias!.copy_(tensor(new float[] { 2, 0, 0, 0, MathF.Log(1.5f), MathF.Log(4), MathF.Log(10) }));
        this.to(CPU);
    }

    /// <summary>The mean square error over white noise at each energy from -15 to 36 dB, in order.</summary>
    internal Tensor Errors => errors;

    /// <summary>Numbers that the receiver weighs, evenly apart, [count].</summary>
    public static Tensor Grid(int count) => linspace(-Reach, Reach, count);

    /// <summary>Points of energy 1 on the average, and what share of it the number itself has.</summary>
    /// <param name="numbers">[N, M].</param>
    /// <param name="energies">Over the noise of one dimension, [N, 1], above 0.</param>
    /// <returns>Points [N, M, dimensions], and the share [N, 1].</returns>
    public (Tensor Points, Tensor Straight) Of(Tensor numbers, Tensor energies)
    {
        using var scope = NewDisposeScope();
        var level = energies.log() / 4;
        var inner = second.call(first.call(cat([level, level.square() / 2], 1)).tanh()).tanh();
        var found = last.call(inner);
        var shares = found[.., ..(1 + Circles)].softmax(1);                              // [N, 1 + circles]
        var angles = numbers.unsqueeze(2) * found[.., (1 + Circles)..].exp().unsqueeze(1);       // [N, M, circles]
        var radii = shares[.., 1..].sqrt().unsqueeze(1);
        var straight = shares[.., ..1];
        var points = cat([numbers.unsqueeze(2) * straight.sqrt().unsqueeze(1), angles.cos() * radii,
            angles.sin() * radii], 2);
        return (points.MoveToOuterDisposeScope(), straight.MoveToOuterDisposeScope());
    }

    /// <summary>The mean [N, M] and the variance of what was sent, given what was received.</summary>
    /// <param name="matched">The received points times their precisions, [N, M, dimensions].</param>
    /// <param name="precision">One over the variance of the noise, [N, M, dimensions].</param>
    /// <param name="grid">What the numbers may have been, [G].</param>
    /// <param name="points">As it would have been sent, [N, G, dimensions].</param>
    public static (Tensor Mean, Tensor Variance) Estimate(Tensor matched, Tensor precision, Tensor grid, Tensor points)
    {
        using var scope = NewDisposeScope();
        var likelihood = matched.bmm(points.transpose(1, 2)) - precision.bmm(points.square().transpose(1, 2)) / 2
            - grid.square() / 2;                                                         // [N, M, G]
        var (rows, columns) = (likelihood.shape[0], likelihood.shape[1]);
        var chance = likelihood.softmax(2).flatten(0, 1);                                // [N M, G]
        var mean = chance.mv(grid).view(rows, columns);
        var variance = (chance.mv(grid.square()).view(rows, columns) - mean.square()).clamp_min(0);
        return (mean.MoveToOuterDisposeScope(), variance.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// The mean square error [N] of numbers [N, M] of energies [N, 1] with noise [N, M, dimensions] of variance one;
    /// gains [N, M, dimensions] are known to the receiver. Differentiable.
    /// </summary>
    public Tensor ErrorOf(Tensor numbers, Tensor energies, Tensor noise, Tensor gains, int gridSize)
    {
        using var scope = NewDisposeScope();
        var grid = Grid(gridSize).to_type(numbers.dtype);
        var root = energies.sqrt().unsqueeze(2);
        var sent = Of(numbers, energies).Points * root;
        var all = Of(grid.expand(numbers.shape[0], -1), energies).Points * root;
        var matched = gains * (gains * sent + noise);
        var (found, _) = Estimate(matched, gains.square(), grid, all);
        return (found - numbers).square().mean([1]).MoveToOuterDisposeScope();
    }
}
