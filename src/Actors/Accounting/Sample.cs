using MathNet.Numerics.Distributions;

namespace EditableDeepSC.Actors;

/// <summary>Count, mean and spread of a quantity (Welford's update).</summary>
public sealed class Sample
{
    private double squares;

    public long Count { get; private set; }

    public double Mean { get; private set; } = double.NaN;

    /// <summary>Half the width of the 95 % interval of the mean; NaN below two values.</summary>
    public double HalfWidth => Count < 2 ? double.NaN
        : StudentT.InvCDF(0, 1, Count - 1, 0.975) * Math.Sqrt(squares / (Count - 1) / Count);

    public void Add(double value)
    {
        Count++;
        if (Count == 1)
        {
            Mean = value;
            return;
        }
        var before = value - Mean;
        Mean += before / Count;
        squares += before * (value - Mean);
    }
}
