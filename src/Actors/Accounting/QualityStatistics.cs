using EditableDeepSC.Models.Codecs;
using MathNet.Numerics.Distributions;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>How good the pictures of some transmissions are, and how long they took.</summary>
public sealed class QualityStatistics
{
    public long Delivered { get; private set; }

    /// <summary>Those of which an edit was asked.</summary>
    public long EditsAsked { get; private set; }

    public long EditsRight { get; private set; }

    public Sample LpipsP { get; } = new();

    public Sample PsnrDb { get; } = new();

    public Histogram LpipsPSpread { get; } = new();

    public Histogram PsnrSpread { get; } = new();

    public Histogram LatencySeconds { get; } = new();

    /// <summary>Share of the edits asked for that are right; NaN where none was asked for.</summary>
    public double EditSuccess => EditsAsked == 0 ? double.NaN : (double)EditsRight / EditsAsked;

    internal void Add(TransmissionRecord record, PictureQuality quality)
    {
        Delivered++;
        if (quality.IsEditRight is not null) EditsAsked++;
        if (quality.IsEditRight == true) EditsRight++;
        LpipsP.Add(quality.LpipsP);
        PsnrDb.Add(quality.PsnrDb);
        LpipsPSpread.Add(quality.LpipsP);
        PsnrSpread.Add(quality.PsnrDb);
        LatencySeconds.Add(record.LatencySeconds);
    }
}

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
