using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace EditableDeepSC.Channels.ErrorRates;

/// <summary>A mean of independent values with its 95 % interval by Student's t.</summary>
/// <param name="Count">n.</param>
/// <param name="Mean">The mean; NaN without values.</param>
/// <param name="HalfWidth">Half the width of the interval; NaN below two values.</param>
public readonly record struct MeanInterval(long Count, double Mean, double HalfWidth)
{
    public double Low => Mean - HalfWidth;

    public double High => Mean + HalfWidth;

    public static MeanInterval Of(IEnumerable<double> values) => Of(new RunningStatistics(values));

    public static MeanInterval Of(RunningStatistics values) => new(values.Count, values.Mean, values.Count < 2
        ? double.NaN
        : StudentT.InvCDF(0, 1, values.Count - 1, 0.975) * values.StandardDeviation / Math.Sqrt(values.Count));
}
