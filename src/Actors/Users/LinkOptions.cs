using System.Text.Json;
using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>The radio link of each user of a group.</summary>
public sealed record LinkOptions
{
    [Parameter("What the air does: a name of 'eds channel list', or an object with \"type\" and parameters.")]
    public JsonElement Channel { get; init; } = JsonSerializer.SerializeToElement("awgn");

    [Parameter("SNR over time: a name of 'eds channel list', or an object with \"type\" and parameters.")]
    public JsonElement Snr { get; init; } = JsonSerializer.SerializeToElement("constant");

    [Parameter("How symbols are received.")]
    public ReceiverOptions Receiver { get; init; } = new();
}
