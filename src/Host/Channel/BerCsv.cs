using System.Globalization;

namespace EditableDeepSC.Host;

/// <summary>The points as comma-separated values with a header line.</summary>
internal sealed class BerCsv(TextWriter output) : IBerOutput
{
    public void Begin(BerSettings settings) => output.WriteLine(
        "ebN0Db,esN0Db,bits,bitErrors,ber,berLow,berHigh,frames,frameErrors,fer,ferLow,ferHigh,iterations,stoppedBy");

    public void Add(BerPoint point)
    {
        var counts = point.Counts;
        var (ber, fer) = (counts.BitErrorRate(), counts.FrameErrorRate());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{point.EbN0Db:0.####},{point.EsN0Db:0.####},{counts.Bits},{counts.BitErrors},{ber.Rate:g6}," +
            $"{ber.Low:g6},{ber.High:g6},{counts.Frames},{counts.FrameErrors}," +
            $"{fer.Rate:g6},{fer.Low:g6},{fer.High:g6},{counts.MeanIterations:0.###}," +
            $"{point.Stopped.ToString().ToLowerInvariant()}"));
        output.Flush();
    }

    public void End()
    {
    }
}
