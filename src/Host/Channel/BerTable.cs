using System.Globalization;
using EditableDeepSC.Channels;

namespace EditableDeepSC.Host;

/// <summary>The points as a table of fixed columns.</summary>
internal sealed class BerTable(TextWriter output) : IBerOutput
{
    private bool _isCoded;

    public void Begin(BerSettings settings)
    {
        _isCoded = settings.Coded is not null;
        output.WriteLine(settings.Title);
        output.WriteLine("Intervals hold 95 %; that of the bit error rate allows for errors that cluster in frames.");
        output.WriteLine();
        output.WriteLine(" Eb/N0  Es/N0        bits   errors      BER [ 95 % interval  ]   frames errors      FER " +
            "[ 95 % interval  ] it/word stop");
    }

    public void Add(BerPoint point)
    {
        var counts = point.Counts;
        var iterations = _isCoded ? counts.MeanIterations.ToString("0.00", CultureInfo.InvariantCulture) : "-";
        var (ber, fer) = (counts.BitErrorRate(), counts.FrameErrorRate());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{point.EbN0Db,6:0.00} {point.EsN0Db,6:0.00} {counts.Bits,11} {counts.BitErrors,8} {Rate(ber)} " +
            $"{counts.Frames,8} {counts.FrameErrors,6} {Rate(fer)} {iterations,7} " +
            $"{point.Stopped.ToString().ToLowerInvariant()}"));
        output.Flush();
    }

    public void End()
    {
    }

    private static string Rate(RateInterval rate) => string.Create(
        CultureInfo.InvariantCulture, $"{rate.Rate,8:0.000e+0} [{rate.Low:0.00e+0}, {rate.High:0.00e+0}]");
}
