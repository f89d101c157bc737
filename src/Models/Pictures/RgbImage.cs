namespace EditableDeepSC.Models.Pictures;

/// <summary>An 8-bit RGB picture: rows top down, pixels left to right, bytes R, G, B, no padding.</summary>
public sealed class RgbImage
{
    public const int Channels = 3;
    private readonly byte[] _pixels;

    public RgbImage(int width, int height) : this(width, height, new byte[ByteCount(width, height)]) { }

    /// <summary>Wraps <paramref name="pixels"/>, width x height x 3 bytes, without a copy.</summary>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != ByteCount(width, height))
            throw new ArgumentException($"{width} x {height} RGB pixels take {ByteCount(width, height)} bytes, " +
                $"not {pixels.Length}.", nameof(pixels));
        (Width, Height, _pixels) = (width, height, pixels);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>All bytes, [Height, Width, 3]; the image's own memory, not a copy.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>An image whose bytes are undefined until a decoder has filled them.</summary>
    internal static RgbImage Uninitialized(int width, int height) =>
        new(width, height, GC.AllocateUninitializedArray<byte>(ByteCount(width, height)));

    private static int ByteCount(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var bytes = (long)width * height * Channels;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Array.MaxLength, nameof(height));
        return (int)bytes;
    }
}
