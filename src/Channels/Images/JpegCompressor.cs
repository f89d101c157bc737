using System.Runtime.InteropServices;

namespace EditableDeepSC.Channels.Images;

/// <summary>Compresses one image any number of times into one buffer that is large enough for the worst case.</summary>
internal sealed unsafe class JpegCompressor : IDisposable
{
    private const int MaxSide = 65_500; // libjpeg's JPEG_MAX_DIMENSION
    private readonly TurboJpegHandle _handle;
    private readonly RgbImage _image;
    private readonly ChromaSubsampling _subsampling;
    private readonly int _flags;
    private readonly int _capacity;
    private readonly byte* _buffer;

    public JpegCompressor(RgbImage image, ChromaSubsampling subsampling, bool progressive)
    {
        if (Math.Max(image.Width, image.Height) > MaxSide)
            throw new ImageException(ImageErrorReason.TooLarge, $"A JPEG holds at most {MaxSide} pixels a side.");
        _handle = TurboJpegHandle.Compressor();
        (_image, _subsampling) = (image, subsampling);
        _flags = TurboJpeg.NoReallocation | (progressive ? TurboJpeg.Progressive : 0);
        _capacity = checked((int)TurboJpeg.BufferSize(image.Width, image.Height, (int)subsampling));
        _buffer = (byte*)NativeMemory.Alloc((nuint)_capacity);
    }

    /// <summary>The JPEG at this quality; the span is valid until the next call.</summary>
    public ReadOnlySpan<byte> Compress(int quality)
    {
        var (target, bytes) = ((nint)_buffer, (nuint)_capacity);
        _handle.Check(TurboJpeg.Compress(_handle, _image.Pixels, _image.Width, _image.Width * RgbImage.Channels,
            _image.Height, TurboJpeg.PixelFormatRgb, ref target, ref bytes, (int)_subsampling, quality, _flags));
        return new(_buffer, (int)bytes);
    }

    public void Dispose()
    {
        NativeMemory.Free(_buffer);
        _handle.Dispose();
    }
}
