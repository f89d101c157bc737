using System.Runtime.InteropServices;

namespace EditableDeepSC.Channels.Images;

/// <summary>The libspng 0.7 functions in use, as spng.h declares them.</summary>
internal static unsafe partial class Spng
{
    public const string Library = "libspng.so.0";
    public const string AptPackage = "libspng0";
    public const int EncoderContext = 2;
    public const int FormatRgba8 = 1, FormatRgb8 = 4, FormatOfHeader = 256;
    public const int DecodeTransparency = 1, EncodeFinalize = 2;
    public const int OptionCompressionLevel = 2, OptionEncodeToBuffer = 12, ChunkNotThere = 73;
    public const int TransparencyBytes = 268; // sizeof(struct spng_trns)
    public const byte ColourRgb = 2, ColourGreyAlpha = 4, ColourRgbAlpha = 6;

    /// <summary>The header chunk: struct spng_ihdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Header
    {
        public uint Width, Height;
        public byte BitDepth, ColourType, CompressionMethod, FilterMethod, InterlaceMethod;
    }

    [LibraryImport(Library, EntryPoint = "spng_ctx_new")]
    public static partial nint NewContext(int flags);

    [LibraryImport(Library, EntryPoint = "spng_ctx_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "spng_strerror")]
    public static partial nint ErrorText(int status);

    [LibraryImport(Library, EntryPoint = "spng_set_png_buffer")]
    public static partial int SetBuffer(SpngHandle context, byte* file, nuint bytes);

    [LibraryImport(Library, EntryPoint = "spng_get_png_buffer")]
    public static partial byte* GetBuffer(SpngHandle context, out nuint bytes, out int status);

    [LibraryImport(Library, EntryPoint = "spng_set_image_limits")]
    public static partial int SetImageLimits(SpngHandle context, uint width, uint height);

    [LibraryImport(Library, EntryPoint = "spng_set_chunk_limits")]
    public static partial int SetChunkLimits(SpngHandle context, nuint chunkBytes, nuint cacheBytes);

    [LibraryImport(Library, EntryPoint = "spng_set_option")]
    public static partial int SetOption(SpngHandle context, int option, int value);

    [LibraryImport(Library, EntryPoint = "spng_get_ihdr")]
    public static partial int GetHeader(SpngHandle context, out Header header);

    [LibraryImport(Library, EntryPoint = "spng_set_ihdr")]
    public static partial int SetHeader(SpngHandle context, in Header header);

    [LibraryImport(Library, EntryPoint = "spng_get_trns")]
    public static partial int GetTransparency(SpngHandle context, void* transparency);

    [LibraryImport(Library, EntryPoint = "spng_decode_image")]
    public static partial int Decode(SpngHandle context, Span<byte> pixels, nuint bytes, int format, int flags);

    [LibraryImport(Library, EntryPoint = "spng_decode_chunks")]
    public static partial int DecodeChunks(SpngHandle context);

    [LibraryImport(Library, EntryPoint = "spng_encode_image")]
    public static partial int Encode(SpngHandle context, ReadOnlySpan<byte> pixels, nuint bytes, int format, int flags);
}
