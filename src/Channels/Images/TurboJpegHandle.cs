using System.Runtime.InteropServices;

namespace EditableDeepSC.Channels.Images;

/// <summary>One compressor or decompressor; not for two threads at a time.</summary>
internal sealed class TurboJpegHandle : SafeHandle
{
    private TurboJpegHandle(nint handle) : base(0, ownsHandle: true)
    {
        SetHandle(handle);
        if (IsInvalid) throw new InsufficientMemoryException("libturbojpeg gave no codec instance.");
    }

    public override bool IsInvalid => handle == 0;

    public static TurboJpegHandle Compressor()
    {
        NativeImageLibrary.Require(TurboJpeg.Library, TurboJpeg.AptPackage);
        return new(TurboJpeg.InitCompress());
    }

    public static TurboJpegHandle Decompressor()
    {
        NativeImageLibrary.Require(TurboJpeg.Library, TurboJpeg.AptPackage);
        return new(TurboJpeg.InitDecompress());
    }

    /// <summary>Throws what the library said where <paramref name="status"/> is not 0.</summary>
    public void Check(int status)
    {
        if (status == 0) return;
        var text = Marshal.PtrToStringUTF8(TurboJpeg.GetErrorText(this)) ?? "no reason given";
        throw new ImageException(ReasonOf(text), $"JPEG: {text}");
    }

    protected override bool ReleaseHandle() => TurboJpeg.Destroy(handle) == 0;

    // The library has no error codes: its message is all that tells an early end from damage.
    private static ImageErrorReason ReasonOf(string text) =>
        text.Contains("remature end", StringComparison.Ordinal) ? ImageErrorReason.Truncated
        : text.Contains("nsupported", StringComparison.Ordinal) ? ImageErrorReason.Unsupported
        : ImageErrorReason.Corrupt;
}
