using System.Runtime.InteropServices;

namespace EditableDeepSC.Channels.Images;

/// <summary>One encoding or decoding; not for two threads at a time.</summary>
internal sealed class SpngHandle : SafeHandle
{
    private const int EndOfFile = -1, OutOfMemory = 2, TooWide = 7, TooHigh = 8;
    private const int DataTooShort = 62, ChunkLimits = 77;

    private SpngHandle(nint handle) : base(0, ownsHandle: true)
    {
        SetHandle(handle);
        if (IsInvalid) throw new InsufficientMemoryException("libspng gave no context.");
    }

    public override bool IsInvalid => handle == 0;

    public static SpngHandle New(int flags = 0)
    {
        NativeImageLibrary.Require(Spng.Library, Spng.AptPackage);
        return new(Spng.NewContext(flags));
    }

    /// <summary>Throws what the library means by a <paramref name="status"/> other than 0.</summary>
    public static void Check(int status)
    {
        if (status == 0) return;
        var reason = status switch
        {
            EndOfFile or DataTooShort => ImageErrorReason.Truncated,
            OutOfMemory or TooWide or TooHigh or ChunkLimits => ImageErrorReason.TooLarge,
            _ => ImageErrorReason.Corrupt,
        };
        throw new ImageException(reason, $"PNG: {Marshal.PtrToStringUTF8(Spng.ErrorText(status))}");
    }

    protected override bool ReleaseHandle()
    {
        Spng.FreeContext(handle);
        return true;
    }
}
