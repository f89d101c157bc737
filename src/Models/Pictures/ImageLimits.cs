namespace EditableDeepSC.Models.Pictures;

/// <summary>What a file may ask of this process; everything is checked before the memory for it is taken.</summary>
public sealed record ImageLimits
{
    public static ImageLimits Default { get; } = new();

    /// <summary>Largest file in bytes (64 MiB).</summary>
    public int MaxFileBytes { get; init; } = 64 << 20;

    /// <summary>Largest width or height in pixels.</summary>
    public int MaxSide { get; init; } = 16_384;

    /// <summary>Most pixels in one image (32 Mi, 128 MiB while it is decoded).</summary>
    public int MaxPixels { get; init; } = 32 << 20;

    /// <summary>Most scans of a JPEG; each costs a pass over its pixels, honest encoders write about ten.</summary>
    public int MaxJpegScans { get; init; } = 64;

    internal void CheckFile(long bytes)
    {
        if (bytes > MaxFileBytes)
            throw new ImageException(ImageErrorReason.TooLarge,
                $"The file has {bytes} bytes; the limit is {MaxFileBytes}.");
    }

    internal void CheckSize(long width, long height)
    {
        if (width < 1 || height < 1)
            throw new ImageException(ImageErrorReason.Corrupt, $"The image claims to be {width} x {height} pixels.");
        if (width > MaxSide || height > MaxSide || width * height > MaxPixels)
            throw new ImageException(ImageErrorReason.TooLarge,
                $"The image is {width} x {height} pixels; the limits are {MaxSide} a side and {MaxPixels} in all.");
    }
}
