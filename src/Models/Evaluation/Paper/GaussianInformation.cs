namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>
/// A lower bound on the information, in bits, between independent standard normal numbers and readings of them. What is
/// known of independent numbers together is at least the sum of what is known of each; of each it is at least
/// -1/2 log2 of the mean squared error of any estimate, because no error of that power has more entropy than a Gaussian
/// one. The estimate is the line by least squares of the other folds.
/// </summary>
internal static class GaussianInformation
{
    private const int MostFolds = 10;

    /// <summary>
    /// Of each row a share; their mean is the bound, and their spread that of the bound (delta method).
    /// </summary>
    /// <param name="truth">Standard normal numbers, [N, D] row by row.</param>
    /// <param name="readings">A number for each, [N, D] row by row.</param>
    /// <param name="dimensions">D.</param>
    public static double[] Bits(ReadOnlySpan<float> truth, ReadOnlySpan<float> readings, int dimensions)
    {
        var rows = truth.Length / dimensions;
        if (readings.Length != truth.Length || rows < 4)
            throw new ArgumentException("Truth and readings are both [N, D] with N of 4 or more.");
        var shares = new double[rows];
        var (x, y) = (new double[rows], new double[rows]);
        for (var column = 0; column < dimensions; column++)
        {
            for (var row = 0; row < rows; row++)
                (x[row], y[row]) = (readings[row * dimensions + column], truth[row * dimensions + column]);
            var errors = HeldOutErrors(x, y);
            var mean = errors.Average();
            if (mean >= 1) continue;    // nothing is known of it: the bound of this number is 0
            for (var row = 0; row < rows; row++)
                shares[row] -= (Math.Log(mean) + errors[row] / mean - 1) / (2 * Math.Log(2));
        }
        return shares;
    }

    /// <summary>The squared error of each row, by the line through all rows that are not of its fold.</summary>
    private static double[] HeldOutErrors(double[] x, double[] y)
    {
        var folds = Math.Min(MostFolds, x.Length);
        var errors = new double[x.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            var (n, sumX, sumY, sumXX, sumXY) = (0, 0.0, 0.0, 0.0, 0.0);
            for (var row = 0; row < x.Length; row++)
            {
                if (row % folds == fold) continue;
                (n, sumX, sumY) = (n + 1, sumX + x[row], sumY + y[row]);
                (sumXX, sumXY) = (sumXX + x[row] * x[row], sumXY + x[row] * y[row]);
            }
            var spread = sumXX - sumX * sumX / n;
            var slope = spread > 1e-12 ? (sumXY - sumX * sumY / n) / spread : 0;
            for (var row = fold; row < x.Length; row += folds)
                errors[row] = Math.Pow(y[row] - sumY / n - slope * (x[row] - sumX / n), 2);
        }
        return errors;
    }
}
