using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EditableDeepSC.Models;

/// <summary>
/// What glibc and libtorch are told before libtorch is loaded, however the process was started. A variable that the user
/// set stays as it is.
/// </summary>
internal static partial class NativeSettings
{
    // Parameters of mallopt (malloc.h).
    private const int TrimThreshold = -1, MmapThreshold = -3;

    // .NET keeps an environment of its own: native code sees only what the C library's setenv writes.
#pragma warning disable CA2255 // a library, but nothing later comes before libtorch in a test host or another's program
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Apply()
    {
        // Otherwise glibc gives each large tensor back to the system and takes it anew, page by page.
        if (!IsSet("MALLOC_MMAP_THRESHOLD_")) _ = SetMalloc(MmapThreshold, 1 << 30);
        if (!IsSet("MALLOC_TRIM_THRESHOLD_")) _ = SetMalloc(TrimThreshold, int.MaxValue);
        // Left alone, libtorch counts physical cores, and takes the cores of some virtual machines for one.
        SetVariable("OMP_NUM_THREADS", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        // NNPACK reports once for each convolution that it does not know the processor.
        SetVariable("TORCH_CPP_LOG_LEVEL", "ERROR");
    }

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };

    private static void SetVariable(string name, string value)
    {
        if (!IsSet(name)) _ = SetVariable(name, value, overwrite: 1);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetMalloc(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
