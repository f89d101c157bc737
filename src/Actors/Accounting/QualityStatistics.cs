using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Models.Codecs;
using MathNet.Numerics.Statistics;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>How good the pictures of some transmissions are, and how long they took.</summary>
public sealed class QualityStatistics
{
    private readonly RunningStatistics lpipsP = new(), psnrDb = new();

    public long Delivered { get; private set; }

    /// <summary>Those of which an edit was asked.</summary>
    public long EditsAsked { get; private set; }

    public long EditsRight { get; private set; }

    public MeanInterval LpipsP => MeanInterval.Of(lpipsP);

    public MeanInterval PsnrDb => MeanInterval.Of(psnrDb);

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
        lpipsP.Push(quality.LpipsP);
        psnrDb.Push(quality.PsnrDb);
        LpipsPSpread.Add(quality.LpipsP);
        PsnrSpread.Add(quality.PsnrDb);
        LatencySeconds.Add(record.LatencySeconds);
    }
}
