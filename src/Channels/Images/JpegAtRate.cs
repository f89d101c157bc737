namespace EditableDeepSC.Channels.Images;

/// <summary>A JPEG made for a target of bits per pixel.</summary>
/// <param name="File">The whole file, headers and tables included.</param>
/// <param name="Quality">The libjpeg quality, 1..100, that was chosen.</param>
/// <param name="BitsPerPixel">8 x file bytes / pixels.</param>
/// <param name="TargetMet">False where even quality 1 takes more bits than the target.</param>
public sealed record JpegAtRate(ReadOnlyMemory<byte> File, int Quality, double BitsPerPixel, bool TargetMet);
