using EditableDeepSC.Models.Inversion;
using MathNet.Numerics.LinearAlgebra;

namespace EditableDeepSC.Models.Tests.Inversion;

public sealed class QuasiNewtonTests
{
    private const int Numbers = 12;

    /// <summary>Curvatures from 0.05 to 50, in directions of chance.</summary>
    private static readonly Matrix<double> Curvature = Bowl(17);

    private static readonly Vector<double> Lowest = Vector<double>.Build.Dense(Numbers, i => 0.1 * (i % 3 - 1));

    [Fact]
    public void Next_CurvatureIsTheTrueOne_ArrivesAtOnce()
    {
        var place = Descend(new(Curvature.Inverse()), moves: 1);

        (place - Lowest).L2Norm().Should().BeLessThan(1e-9);
    }

    [Fact]
    public void Next_CurvatureIsAnotherOne_LearnsItOnTheWay()
    {
        var place = Descend(new(Bowl(18).Inverse()), moves: 60);

        (place - Lowest).L2Norm().Should().BeLessThan(1e-5, "BFGS finds the lowest point of a bowl");
    }

    [Fact]
    public void Next_StepLedUp_GoesBackAndTakesAShorterOne()
    {
        var newton = new QuasiNewton(Matrix<double>.Build.DenseIdentity(Numbers) * 100);
        var start = Vector<double>.Build.Dense(Numbers);
        var far = newton.Next(start, Curvature * (start - Lowest), isLowest: true);

        var nearer = newton.Next(far, Curvature * (far - Lowest), isLowest: false);

        far.L2Norm().Should().BeApproximately(1.5, 1e-9, "no step is longer");
        nearer.L2Norm().Should().BeLessThanOrEqualTo(0.6 + 1e-9, "0.4 of the step before, from the start again");
    }

    [Fact]
    public void InverseOf_NoCurvatureInADirection_StaysFinite()
    {
        var flat = Matrix<double>.Build.Diagonal(Numbers, Numbers, i => i == 0 ? 0 : 1);

        var inverse = QuasiNewton.InverseOf(flat);

        inverse[0, 0].Should().BeApproximately(5_000, 1e-6, "1 / 2e-4");
        inverse[1, 1].Should().BeApproximately(1 / (1.01 + 2e-4), 1e-9);
    }

    private static Vector<double> Descend(QuasiNewton newton, int moves)
    {
        var (best, lowest) = (Vector<double>.Build.Dense(Numbers), double.PositiveInfinity);
        var place = best;
        for (var i = 0; i <= moves; i++)
        {
            var away = place - Lowest;
            var loss = away * Curvature * away / 2;
            var isLowest = loss < lowest;
            if (isLowest) (best, lowest) = (place, loss);
            place = newton.Next(place, Curvature * away, isLowest);
        }
        return best;
    }

    private static Matrix<double> Bowl(int seed)
    {
        var turn = Matrix<double>.Build.Random(Numbers, Numbers, seed).QR().Q;
        return turn * Matrix<double>.Build.Diagonal(Numbers, Numbers, i => 0.05 * Math.Pow(1000, i / (Numbers - 1.0)))
            * turn.Transpose();
    }
}
