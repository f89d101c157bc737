namespace EditableDeepSC.Actors;

/// <summary>How good the pictures of some transmissions are, and how long they took.</summary>
public sealed class QualityStatistics
{
    public long Delivered { get; private set; }

    public long EditsRight { get; private set; }

    public Sample LpipsP { get; } = new();

    public Sample PsnrDb { get; } = new();

    public Histogram LpipsPSpread { get; } = new();

    public Histogram PsnrSpread { get; } = new();

    public Histogram LatencySeconds { get; } = new();

    /// <summary>Share of the pictures whose edit is right; NaN without pictures.</summary>
    public double EditSuccess => Delivered == 0 ? double.NaN : (double)EditsRight / Delivered;

    internal void Add(TransmissionRecord record, PictureQuality quality)
    {
        Delivered++;
        if (quality.IsEditRight) EditsRight++;
        LpipsP.Add(quality.LpipsP);
        PsnrDb.Add(quality.PsnrDb);
        LpipsPSpread.Add(quality.LpipsP);
        PsnrSpread.Add(quality.PsnrDb);
        LatencySeconds.Add(record.LatencySeconds);
    }
}
