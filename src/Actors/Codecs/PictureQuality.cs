namespace EditableDeepSC.Actors;

/// <summary>How good a received picture is.</summary>
/// <param name="IsEditRight">Whether the judge sees the degree that was asked for; null where no edit was.</param>
/// <param name="LpipsP">Distance to the picture meant (LPIPS-P with the shipped weights); small is good.</param>
/// <param name="PsnrDb">Peak signal-to-noise ratio against the picture meant, dB.</param>
/// <param name="PictureHash">Of the pixels: part of the run's fingerprint.</param>
/// <param name="SeenDegree">The degree that the judge sees, 0 to 5; null where none looks.</param>
public readonly record struct PictureQuality(
    bool? IsEditRight, double LpipsP, double PsnrDb, ulong PictureHash, int? SeenDegree = null);
