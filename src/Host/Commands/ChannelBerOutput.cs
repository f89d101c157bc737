using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels.ErrorRates;

namespace EditableDeepSC.Host.Commands;

/// <summary>How the points of an error-rate curve are shown, each as soon as it is known.</summary>
internal interface IBerOutput
{
    void Begin(BerSettings settings);

    void Add(BerPoint point);

    void End() { }
}

/// <summary>One line of the result of <c>eds channel ber</c>.</summary>
internal sealed record BerPoint(double EbN0Db, double EsN0Db, ErrorCounts Counts, StopReason Stopped);

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

    private static string Rate(RateInterval rate) => string.Create(
        CultureInfo.InvariantCulture, $"{rate.Rate,8:0.000e+0} [{rate.Low:0.00e+0}, {rate.High:0.00e+0}]");
}

/// <summary>The points as comma-separated values with a header line.</summary>
internal sealed class BerCsv(TextWriter output) : IBerOutput
{
    public void Begin(BerSettings settings) => output.WriteLine(
        "ebN0Db,esN0Db,bits,bitErrors,ber,berLow,berHigh,frames,frameErrors,fer,ferLow,ferHigh," +
        "meanIterations,stoppedBy");

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
}

/// <summary>The settings and all points as one JSON object.</summary>
internal sealed class BerJson(TextWriter output) : IBerOutput
{
    private readonly List<object> _points = [];
    private BerSettings _settings = null!;

    public void Begin(BerSettings settings) => _settings = settings;

    public void Add(BerPoint point)
    {
        var counts = point.Counts;
        var (ber, fer) = (counts.BitErrorRate(), counts.FrameErrorRate());
        _points.Add(new
        {
            ebN0Db = point.EbN0Db,
            esN0Db = point.EsN0Db,
            bits = counts.Bits,
            bitErrors = counts.BitErrors,
            ber = ber.Rate,
            berLow = ber.Low,
            berHigh = ber.High,
            frames = counts.Frames,
            frameErrors = counts.FrameErrors,
            fer = fer.Rate,
            ferLow = fer.Low,
            ferHigh = fer.High,
            meanIterations = counts.MeanIterations,
            stoppedBy = point.Stopped,
        });
    }

    public void End() => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            channel = _settings.ChannelName,
            modulation = _settings.Constellation.Name,
            code = _settings.Coded?.Code.Name,
            decoder = _settings.Coded?.Decoder,
            demapping = _settings.Coded?.Demapping,
            interleaverColumns = _settings.Coded?.InterleaverColumns,
            seed = _settings.Seed,
            points = _points,
        },
        JsonOutput.Format));
}
