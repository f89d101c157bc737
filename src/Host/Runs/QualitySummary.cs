using EditableDeepSC.Actors;
using EditableDeepSC.Channels;

namespace EditableDeepSC.Host;

/// <summary>
/// How good some pictures are, each mean with half the width of its 95 % interval; edits are right or wrong only in the
/// pictures for which one was asked.
/// </summary>
internal sealed record QualitySummary(string Of, long Count, long EditsAsked, double EditSuccess, double EditSuccessLow,
    double EditSuccessHigh, double LpipsP, double LpipsPHalfWidth, double PsnrDb, double PsnrHalfWidthDb)
{
    public static QualitySummary From(string of, QualityStatistics quality)
    {
        var edits = RateInterval.Wilson(quality.EditsRight, quality.EditsAsked);
        return new QualitySummary(of, quality.Delivered, quality.EditsAsked, quality.EditSuccess, edits.Low,
            edits.High,
            quality.LpipsP.Mean, quality.LpipsP.HalfWidth, quality.PsnrDb.Mean, quality.PsnrDb.HalfWidth);
    }
}
