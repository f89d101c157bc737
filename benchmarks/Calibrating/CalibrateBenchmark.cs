using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Calibrating;

/// <summary>Measures a table of the codec calibrated, holds one against the real codec, or times its use.</summary>
internal static class CalibrateBenchmark
{
    private const int Portraits = 300, HeldOutPortraits = 250;

    private static readonly JsonSerializerOptions Line = new(JsonSerializerOptions.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions Indented = new(Line) { WriteIndented = true };

    internal static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["--out", var path]:
                return Measure(path, Portraits);
            case ["--out", var path, "--portraits", var count] when CountOf(count) is { } portraits:
                return Measure(path, portraits);
            case ["--speed", var path]:
                CalibratedSpeed.Measure(Calibration.Load(path), Console.Out);
                return 0;
            case ["--check", var path]:
                return Check(path, HeldOutPortraits);
            case ["--check", var path, "--portraits", var count] when CountOf(count) is { } portraits:
                return Check(path, portraits);
            default:
                Console.Error.WriteLine(
                    $"bench calibrate: write --out, --check or --speed and calibrations/NAME.json; with the "
                        + $"first two also --portraits N with N a multiple of {Dialogues.AtOnce} for more or fewer.");
                return 2;
        }
    }

    private static int? CountOf(string text) =>
        int.TryParse(text, out var count) && count > 0 && count % Dialogues.AtOnce == 0 ? count : null;

    private static int Measure(string path, int portraits)
    {
        using var networks = Networks();
        using var measurement = new CalibrationMeasurement(networks);
        var table = measurement.Of(portraits, Console.Out);
        // A record a line: the whole indented would be ten times as long.
        var records = string.Join(",\n",
            table.Records.Select(record => "    " + JsonSerializer.Serialize(record, Line)));
        File.WriteAllText(path, JsonSerializer.Serialize(table with { Records = [] }, Indented)
            .Replace("\"records\": []", $"\"records\": [\n{records}\n  ]", StringComparison.Ordinal) + "\n");
        Calibration.Load(path);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{table.Records.Count} records, beta {table.SnrScale:F3}; written to {path}"));
        return 0;
    }

    private static int Check(string path, int portraits)
    {
        Calibration.Load(path);
        using var networks = Networks();
        using var check = new CalibrationCheck(networks, () => Calibration.Load(path));
        return check.Holds(portraits, Console.Out) ? 0 : 1;
    }

    private static JeccNetworks Networks() =>
        JeccNetworks.Load(new(Environment.GetEnvironmentVariable("EDS_WEIGHTS") ?? "weights"), CPU);
}
