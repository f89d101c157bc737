using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests;

/// <summary>A test host is a program that was started without ./eds.</summary>
public sealed partial class NativeSettingsTests
{
    [Theory]
    [InlineData("TORCH_CPP_LOG_LEVEL")]
    [InlineData("OMP_NUM_THREADS")]
    public void Variables_AreThereForNativeCode(string name)
    {
        NativeSettings.Apply();

        Marshal.PtrToStringUTF8(Get(name)).Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void Threads_AreOneForEachCoreUnlessToldOtherwise()
    {
        var asked = Environment.GetEnvironmentVariable("OMP_NUM_THREADS");

        get_num_threads().Should().Be(asked is null ? Environment.ProcessorCount : int.Parse(asked, null));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Get(string name);
}
