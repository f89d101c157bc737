using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Codecs;

/// <summary>A received picture beside the truth; for judges alone.</summary>
/// <param name="Request">What the user asked for.</param>
/// <param name="Encoding">What the transmitter meant to send.</param>
/// <param name="Frame">What the receiver had.</param>
/// <param name="Picture">What it made of it.</param>
/// <param name="Meant">What the user meant, however it was read; null: nobody knows, and no edit is judged.</param>
public sealed record JudgeRequest(
    EditRequest Request, Encoding Encoding, ReceivedFrame Frame, RgbImage Picture, RequestLabel? Meant = null);

/// <summary>How good a received picture is.</summary>
/// <param name="IsEditRight">Whether the judge sees the degree that the user meant; null where none was.</param>
/// <param name="LpipsP">Distance to the picture meant (LPIPS-P with the shipped weights); small is good.</param>
/// <param name="PsnrDb">Peak signal-to-noise ratio against the picture meant, dB.</param>
/// <param name="PictureHash">Of the pixels: part of the run's fingerprint.</param>
/// <param name="SeenDegree">The degree that the judge sees, 0 to 5, of the attribute meant; null for none.</param>
public readonly record struct PictureQuality(
    bool? IsEditRight, double LpipsP, double PsnrDb, ulong PictureHash, int? SeenDegree = null)
{
    /// <summary>Cosine of F's features (eq. 13), of the original to this picture; null where not measured.</summary>
    public double? Identity { get; init; }

    /// <summary>Whether the picture was as it was meant to be before any edit.</summary>
    public bool IsAlreadyMet { get; init; }

    /// <summary>Whether the bits of the picture arrived without an error; null of a codec that sends none.</summary>
    public bool? IsIntact { get; init; }

    /// <summary>How often a receiver of pure noise would show the degree meant; null where not measured.</summary>
    public double? ChanceLevel { get; init; }
}
