using System.Text.Json;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Channels.Tests;

/// <summary>Makes modules as a scenario does: by name and JSON.</summary>
internal static class Modules
{
    /// <summary>Every built-in channel with parameters of which 1e6 symbols tell the SNR closely enough.</summary>
    public static readonly IReadOnlyDictionary<string, string> Every = new Dictionary<string, string>
    {
        ["awgn"] = "{}",
        ["rayleigh"] = """{"blockSymbols": 4}""",
        ["rician"] = """{"kFactorDb": 3, "blockSymbols": 8}""",
        ["nakagami"] = """{"m": 1.5}""",
        ["jakes"] = """{"dopplerHz": 40}""",
        ["frequency-selective"] = """{"powersDb": [0, -2, -4, -8]}""",
        ["gilbert-elliott"] = "{}",
        ["erasure"] = """{"probability": 0.2}""",
        ["phase-noise"] = """{"linewidthHz": 100}""",
        ["clipping"] = """{"clipRatioDb": 0}""",
        ["interference"] = """{"users": 5}""",
        ["chain"] = """
            {"channels": ["rayleigh", {"type": "erasure", "probability": 0.1}, "phase-noise", "interference"]}
            """,
    };

    public static IChannel Channel(string name, string parameters = "{}") =>
        new ChannelRegistry().Channels.Create(name, Json(parameters));

    public static ISnrProcess Snr(string name, string parameters = "{}") =>
        new ChannelRegistry().SnrProcesses.Create(name, Json(parameters));

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
