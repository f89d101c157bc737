using System.Runtime.InteropServices;

namespace EditableDeepSC.Channels.Images;

/// <summary>The TurboJPEG 2.x functions in use, as in turbojpeg.h (unsigned long is nuint on Linux).</summary>
internal static partial class TurboJpeg
{
    public const string Library = "libturbojpeg.so.0";
    public const string AptPackage = "libturbojpeg0";
    public const int PixelFormatRgb = 0, PixelFormatCmyk = 11;
    public const int ColourCmyk = 3, ColourYcck = 4;
    public const int NoReallocation = 1024, StopOnWarning = 8192, Progressive = 16384;

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    public static partial nint InitCompress();

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial nint InitDecompress();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    public static partial nint GetErrorText(TurboJpegHandle handle);

    [LibraryImport(Library, EntryPoint = "tjBufSize")]
    public static partial nuint BufferSize(int width, int height, int subsampling);

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    public static partial int Compress(TurboJpegHandle handle, ReadOnlySpan<byte> source, int width, int pitch,
        int height, int pixelFormat, ref nint jpeg, ref nuint jpegBytes, int subsampling, int quality, int flags);

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    public static partial int DecompressHeader(TurboJpegHandle handle, ReadOnlySpan<byte> jpeg, nuint jpegBytes,
        out int width, out int height, out int subsampling, out int colourSpace);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(TurboJpegHandle handle, ReadOnlySpan<byte> jpeg, nuint jpegBytes,
        Span<byte> target, int width, int pitch, int height, int pixelFormat, int flags);
}
