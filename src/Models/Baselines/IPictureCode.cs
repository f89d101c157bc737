using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Baselines;

/// <summary>Pictures to real symbols and back, whatever they show. Not thread-safe.</summary>
public interface IPictureCode : IDisposable
{
    /// <summary>Real symbols of a picture, k: an even number, the same for all.</summary>
    int SymbolCount { get; }

    /// <summary>What its bank of models has done so far.</summary>
    AdapterBankCounts Adapters => default;

    /// <summary>The symbols [k] of a square picture, or null and why it cannot be sent.</summary>
    /// <param name="picture">Of the side that the code was made for.</param>
    /// <param name="adapterIndex">Names the SNR to send for.</param>
    /// <param name="problem">Null where there is none.</param>
    float[]? Encode(RgbImage picture, int adapterIndex, out string? problem);

    /// <summary>What arrived; there is always a picture.</summary>
    ReceivedPicture Decode(ReceivedFrame frame);

    /// <summary>Whether bits arrived as they were sent, by their CRC; null of a code without bits.</summary>
    bool? IsIntact(ReceivedFrame frame) => null;
}

/// <summary>A picture as it arrived.</summary>
/// <param name="Picture">Grey where nothing of it could be read.</param>
/// <param name="IsIntact">Whether its CRC holds; null of a code without bits. False is an outage.</param>
public sealed record ReceivedPicture(RgbImage Picture, bool? IsIntact);
