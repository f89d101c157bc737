using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>
/// Finds the native part (beside this assembly, or where TORCHSHARP_NATIVE says) and checks that the two fit.
/// </summary>
internal static class LibraryResolver
{
    private const int InterfaceVersion = 1;
    private const string Remedy = "Run './eds setup', or set LIBTORCH to a libtorch of 1.13 or later and run it again.";

    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(LibraryResolver).Assembly, (name, _, _) =>
            name == NativeMethods.Library ? Library.Value : 0);

    private static readonly Lazy<nint> Library = new(Load);

    private static nint Load()
    {
        var path = Environment.GetEnvironmentVariable("TORCHSHARP_NATIVE")
            ?? Path.Combine(AppContext.BaseDirectory, "libboxed_torch.so");
        if (!File.Exists(path))
            throw new DllNotFoundException($"The native part of TorchSharp is missing: there is no '{path}'. {Remedy}");
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException($"The native part of TorchSharp does not load. {Remedy} {failure.Message}");
        }
        CheckVersion(library, path);
        return library;
    }

    private static unsafe void CheckVersion(nint library, string path)
    {
        var found = NativeLibrary.TryGetExport(library, "boxed_interface_version", out var version)
            ? ((delegate* unmanaged<int>)version)() : 0;
        if (found != InterfaceVersion)
            throw new NotSupportedException(
                $"'{path}' has interface version {found}, this TorchSharp needs {InterfaceVersion}. {Remedy}");
    }
}
