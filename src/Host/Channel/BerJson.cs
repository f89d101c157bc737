using System.Text.Json;
using System.Text.Json.Serialization;

namespace EditableDeepSC.Host;

/// <summary>The settings and all points as one JSON object.</summary>
internal sealed class BerJson(TextWriter output) : IBerOutput
{
    private static readonly JsonSerializerOptions _format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

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
            berInterval95 = new[] { ber.Low, ber.High },
            frames = counts.Frames,
            frameErrors = counts.FrameErrors,
            fer = fer.Rate,
            ferInterval95 = new[] { fer.Low, fer.High },
            iterationsPerWord = counts.MeanIterations,
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
        _format));
}
