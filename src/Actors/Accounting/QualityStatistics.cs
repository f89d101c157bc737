namespace EditableDeepSC.Actors;

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
