using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Models.Codecs;
using MathNet.Numerics.Statistics;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>How good the pictures of some transmissions are, and how long they took.</summary>
public sealed class QualityStatistics
{
    private readonly RunningStatistics lpipsP = new(), psnrDb = new();
    private double chance;

    public long Delivered { get; private set; }

    /// <summary>Those of which an edit was asked that was not met before; a misread sentence is among them.</summary>
    public long EditsAsked { get; private set; }

    public long EditsRight { get; private set; }

    /// <summary>Those that were as they were meant to be before any edit; they count apart.</summary>
    public long AlreadyMet { get; private set; }

    /// <summary>Those of them that still are when they arrive.</summary>
    public long AlreadyMetRight { get; private set; }

    /// <summary>What <see cref="EditSuccess"/> would be of a receiver of pure noise; NaN where not measured.</summary>
    public double ChanceLevel => EditsAsked == 0 ? double.NaN : chance / EditsAsked;

    /// <summary>Pictures that came as bits.</summary>
    public long InBits { get; private set; }

    /// <summary>Those of them whose bits were wrong: outages.</summary>
    public long Outages { get; private set; }

    public MeanInterval LpipsP => MeanInterval.Of(lpipsP);

    public MeanInterval PsnrDb => MeanInterval.Of(psnrDb);

    public Histogram LpipsPSpread { get; } = new();

    public Histogram PsnrSpread { get; } = new();

    public Histogram LatencySeconds { get; } = new();

    /// <summary>Share of the edits asked for that are as the user meant; NaN where none was asked for.</summary>
    public double EditSuccess => EditsAsked == 0 ? double.NaN : (double)EditsRight / EditsAsked;

    internal void Add(TransmissionRecord record, PictureQuality quality)
    {
        Delivered++;
        if (quality.IsEditRight is { } isRight) AddEdit(quality, isRight ? 1 : 0);
        if (quality.IsIntact is { } isIntact) (InBits, Outages) = (InBits + 1, Outages + (isIntact ? 0 : 1));
        lpipsP.Push(quality.LpipsP);
        psnrDb.Push(quality.PsnrDb);
        LpipsPSpread.Add(quality.LpipsP);
        PsnrSpread.Add(quality.PsnrDb);
        LatencySeconds.Add(record.LatencySeconds);
    }

    private void AddEdit(PictureQuality quality, int right)
    {
        if (quality.IsAlreadyMet)
        {
            (AlreadyMet, AlreadyMetRight) = (AlreadyMet + 1, AlreadyMetRight + right);
            return;
        }
        (EditsAsked, EditsRight) = (EditsAsked + 1, EditsRight + right);
        chance += quality.ChanceLevel ?? double.NaN;
    }
}
