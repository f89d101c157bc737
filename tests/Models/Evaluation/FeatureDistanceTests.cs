using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Evaluation;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Evaluation;

/// <summary>FID-P and KID-P, against closed forms and against numpy (the program is in the comment below).</summary>
public sealed class FeatureDistanceTests
{
    // x = sin(1.7 i + 0.9 i j + 0.3 j) + 0.2 j cos(0.37 i), 300 x 6
    // y = 0.3 + 1.2 sin(2.3 i + 1.1 i j + 0.5) + 0.1 j cos(0.91 i), 200 x 6, both rounded to float32
    // numpy 1.24: |m1 - m2|^2 + trace(c1) + trace(c2) - 2 sum(sqrt(eigvals(c1 @ c2).real)), c = np.cov(rowvar=False)
    // k = lambda a, b: (a @ b.T / 6 + 1) ** 3; (sum - trace)/(n (n - 1)) of k(x, x) and of k(y, y) - 2 k(x, y).mean()
    private const double NumpyFrechet = 0.7400772077969293, NumpyKernel = 0.32944039248794965;

    private static Tensor X => Features(300, (i, j) =>
        Math.Sin(1.7 * i + 0.9 * i * j + 0.3 * j) + 0.2 * j * Math.Cos(0.37 * i));

    private static Tensor Y => Features(200, (i, j) =>
        0.3 + 1.2 * Math.Sin(2.3 * i + 1.1 * i * j + 0.5) + 0.1 * j * Math.Cos(0.91 * i));

    [Fact]
    public void Frechet_OfFeatures_IsThatOfNumpy() =>
        FrechetDistance.Of(X, Y).Should().BeApproximately(NumpyFrechet, 1e-3 * NumpyFrechet);

    [Fact]
    public void Kernel_OfFeatures_IsThatOfNumpy() =>
        KernelDistance.Of(X, Y).Should().BeApproximately(NumpyKernel, 1e-3 * NumpyKernel);

    [Fact]
    public void Frechet_OfDiagonalGaussians_IsTheClosedForm()
    {
        double[] first = [1, 4, 0.25], second = [2.25, 1, 0.01];
        var closed = 0.25 + 1 + first.Zip(second, (a, b) => Math.Pow(Math.Sqrt(a) - Math.Sqrt(b), 2)).Sum();

        FrechetDistance.OfGaussians(tensor(new double[] { 0, 1, 0 }), diag(tensor(first)), tensor(new[] { 0.5, 0, 0 }),
            diag(tensor(second))).Should().BeApproximately(closed, 1e-3 * closed);
    }

    [Fact]
    public void Frechet_OfCovariancesThatDoNotCommute_IsTheClosedFormOfTwoByTwo()
    {
        // tr((A B)^(1/2)) = sqrt(tr(A B) + 2 sqrt(det A det B)); A = [2 1; 1 2], B = [3 0; 0 1].
        var closed = 4 + 4 - 2 * Math.Sqrt(8 + 2 * Math.Sqrt(3 * 3));
        var (a, b) = (tensor(new double[,] { { 2, 1 }, { 1, 2 } }), tensor(new double[,] { { 3, 0 }, { 0, 1 } }));

        FrechetDistance.OfGaussians(zeros(2, ScalarType.Float64), a, zeros(2, ScalarType.Float64), b)
            .Should().BeApproximately(closed, 1e-3 * closed);
    }

    [Fact]
    public void Frechet_AtInfinity_IsWithoutTheBiasOfFewRows()
    {
        const int n = 2000;
        var (x, y) = (Gaussian(n, 32, 1), Gaussian(n, 32, 2) + 0.1);

        var (value, reach) = FrechetDistance.AtInfinity(x, y);

        var closed = 32 * 0.1 * 0.1;
        FrechetDistance.Of(x, y).Should().BeGreaterThan(closed + 0.1, "n = 2,000 of 32 numbers are biased by that much");
        value.Should().BeApproximately(closed, 1.5 * reach);
        reach.Should().BeLessThan(0.2);
    }

    [Fact]
    public void Kernel_OfGaussians_IsTheClosedFormWithinItsInterval()
    {
        // D = 1, x of N(0, 1), y of N(1, 1): E k(x, x') = 4, E k(y, y') = 1 + 3 + 12 + 16 = 32, E k(x, y) = 7.
        const double closed = 4 + 32 - 2 * 7;

        var (value, reach) = KernelDistance.OfSubsets(Gaussian(4000, 1, 3), Gaussian(4000, 1, 4) + 1, new Seed(1));

        value.Should().BeApproximately(closed, 2 * reach);
        reach.Should().BeLessThan(0.25 * closed);
    }

    [Fact]
    public void Kernel_FewRows_Throws()
    {
        var measure = () => KernelDistance.OfSubsets(Gaussian(499, 2, 1), Gaussian(600, 2, 2), default);

        measure.Should().Throw<ArgumentException>().WithMessage("*500*");
    }

    private static Tensor Gaussian(int rows, int columns, ulong seed) => Features(rows, (i, j) =>
        new PhiloxKey(new Seed(seed), StreamPurpose.Noise, default, new TransmissionId(i)).Gaussian((uint)j), columns);

    private static Tensor Features(int rows, Func<int, int, double> of, int columns = 6) =>
        tensor(Enumerable.Range(0, rows * columns).Select(at => (float)of(at / columns, at % columns)).ToArray(),
            [rows, columns]);
}
