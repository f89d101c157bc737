using System.Runtime.InteropServices;

namespace EditableDeepSC.Channels.Images;

/// <summary>Turns a codec library that is not installed into an error that says how to install it.</summary>
internal static class NativeImageLibrary
{
    public static void Require(string library, string aptPackage)
    {
        if (!NativeLibrary.TryLoad(library, typeof(NativeImageLibrary).Assembly, null, out _))
            throw new ImageException(ImageErrorReason.LibraryMissing,
                $"The library {library} is not installed. Run './eds setup', or: apt-get install {aptPackage}");
    }
}
