using EditableDeepSC.Actors;

namespace EditableDeepSC.Host;

/// <summary>How good some pictures are, each mean with half the width of its 95 % interval.</summary>
internal sealed record QualitySummary(string Of, long Count, double EditSuccess, double EditSuccessLow,
    double EditSuccessHigh, double Lpips, double LpipsHalfWidth, double PsnrDb, double PsnrHalfWidthDb)
{
    public static QualitySummary From(string of, QualityStatistics quality)
    {
        var (low, high) = Wilson(quality.EditsRight, quality.Delivered);
        return new QualitySummary(of, quality.Delivered, quality.EditSuccess, low, high,
            quality.Lpips.Mean, quality.Lpips.HalfWidth, quality.PsnrDb.Mean, quality.PsnrDb.HalfWidth);
    }

    private static (double Low, double High) Wilson(long hits, long count)
    {
        if (count == 0) return (double.NaN, double.NaN);
        const double Z = 1.96;
        var (n, share) = ((double)count, (double)hits / count);
        var middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        var half = Z / (1 + Z * Z / n) * Math.Sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
