#if ENGINE_EMBEDDED
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

/// <summary>A second copy of TorchSharp is loaded with TORCHSHARP_NATIVE pointing at something unusable.</summary>
[Collection(Alone.Name)]    // an environment variable belongs to the process
public class NativeLibraryTests
{
    private const string Variable = "TORCHSHARP_NATIVE";
    private const string Remedy = "*./eds setup*LIBTORCH*";

    [Fact]
    public void MissingLibrary_NamesThePathAndTheRemedy()
    {
        var absent = Path.Combine(Path.GetTempPath(), "no-such-folder", "libboxed_torch.so");
        LoadWith(absent).Should().BeOfType<DllNotFoundException>()
            .Which.Message.Should().Match($"*{absent}*").And.Match(Remedy);
    }

    [Fact]
    public void SomethingThatIsNoLibrary_NamesTheRemedy() =>
        LoadWith(typeof(NativeLibraryTests).Assembly.Location).Should().BeOfType<DllNotFoundException>()
            .Which.Message.Should().Match(Remedy);

    [Fact]
    public void LibraryWithAnotherInterface_NamesBothVersionsAndTheRemedy()
    {
        var foreign = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so").Single();
        LoadWith(foreign).Should().BeOfType<NotSupportedException>()
            .Which.Message.Should().Match("*version 0*needs 1*").And.Match(Remedy);
    }

    private static Exception LoadWith(string nativePath)
    {
        using (ones(1)) { }    // the copy that the other tests use has its library by now
        var context = new AssemblyLoadContext("second TorchSharp", isCollectible: true);
        Environment.SetEnvironmentVariable(Variable, nativePath);
        try
        {
            var torch = context.LoadFromAssemblyPath(typeof(Tensor).Assembly.Location).GetType("TorchSharp.torch")!;
            var act = () => torch.GetMethod("get_num_threads")!.Invoke(null, null);
            return Innermost(act.Should().Throw<TargetInvocationException>().Which);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
            context.Unload();
        }
    }

    private static Exception Innermost(Exception thrown) =>
        thrown.InnerException is { } inner ? Innermost(inner) : thrown;
}
#endif
