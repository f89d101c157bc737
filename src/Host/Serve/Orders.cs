using EditableDeepSC.Host.Commands;
using EditableDeepSC.Models.Coding;

namespace EditableDeepSC.Host.Serve;

/// <summary>What is to be edited: one of a portrait's number, an upload, and the turn before.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Portrait">A drawn portrait's number.</param>
/// <param name="Upload">The name that an uploaded picture got.</param>
/// <param name="After">The name of a turn whose edited picture this one goes on from.</param>
/// <param name="Codec">As of <c>eds send</c>; a baseline edits as with <c>--lite</c>.</param>
internal sealed record EditOrder(string Text, long? Portrait = null, string? Upload = null, string? After = null,
    string Codec = SendOptions.LearnedCodec);

/// <summary>How an edited picture is to be sent.</summary>
/// <param name="Turn">The name that the edit got.</param>
/// <param name="SnrsDb">A transmission for each, dB.</param>
/// <param name="Channel">A channel's name, or JSON with its parameters.</param>
/// <param name="Adapter">As of <c>eds send</c>.</param>
/// <param name="Form">What the adapters are; not of a baseline.</param>
/// <param name="Symbols">Real symbols, k; not of a baseline.</param>
/// <param name="Seed">Of noise and fading.</param>
internal sealed record SendOrder(string Turn, double[] SnrsDb, string Channel = "awgn", string Adapter = "nearest",
    AdapterForm Form = AdapterForm.Hybrid, int Symbols = 512, ulong Seed = 1);

/// <summary>What is to be run: a shipped scenario by its name, or the text of one.</summary>
internal sealed record RunOrder(string? Name = null, string? Text = null);

/// <summary>Whether the run shall wait.</summary>
internal sealed record PauseOrder(bool IsPaused);

/// <summary>That the run shall end.</summary>
internal sealed record StopOrder;
