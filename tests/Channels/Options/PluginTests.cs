using System.Reflection;
using System.Reflection.Emit;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests.Options;

public sealed class PluginTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("plugins").FullName;

    /// <summary>The sample project's assembly as it lies on disk, beside the output of this test project.</summary>
    private static string SamplePath
    {
        get
        {
            const string Name = "EditableDeepSC.Samples.ChannelPlugin";
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(here.Parent!.Parent!.FullName, Name, here.Name, Name + ".dll");
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Channel_of_a_separate_assembly_is_loaded_by_name()
    {
        var registry = new ChannelRegistry();
        registry.Load(SamplePath);

        var tunnel = registry.Channels.Create("tunnel", Modules.Json("""{"insideFraction": 1, "lossDb": 20}"""));
        Draws.Envelope(tunnel, Draws.Use(10)).Should().AllBeEquivalentTo(0.1f);
        registry.Channels.Modules.Single(module => module.Name == "tunnel").Origin.Should().Be("EditableDeepSC.Samples.ChannelPlugin.dll");
        registry.SnrProcesses.Create("daylight").SnrDbAt(Draws.Seed, new UserId(0), 0).Should().Be(6);
        FluentActions.Invoking(() => registry.Channels.Create("tunnel", Modules.Json("""{"lossDb": -1}""")))
            .Should().Throw<ChannelOptionException>().WithMessage("tunnel: 'lossDb' is -1 dB; give 0 to 200 dB.*");
    }

    [Fact]
    public void Plugin_channel_works_within_a_chain()
    {
        var registry = new ChannelRegistry();
        registry.Load(SamplePath);

        var chain = registry.Channels.Create(
            "chain", Modules.Json("""{"channels": ["rayleigh", {"type": "tunnel", "insideFraction": 0}]}"""));

        Draws.Envelope(chain, Draws.Use(10)).Should().Equal(Draws.Envelope(Modules.Channel("rayleigh"), Draws.Use(10)));
    }

    [Fact]
    public void Same_plugin_twice_is_an_error_that_names_it()
    {
        var registry = new ChannelRegistry();
        registry.Load(SamplePath);

        FluentActions.Invoking(() => registry.Load(SamplePath)).Should().Throw<ChannelOptionException>()
            .WithMessage("*'tunnel' is taken (EditableDeepSC.Samples.ChannelPlugin.dll)*");
    }

    [Fact]
    public void Missing_file_is_a_clear_error() =>
        LoadShouldFail(Path.Combine(folder, "none.dll"), "Plug-in *none.dll' does not exist: build it, or correct the path.");

    [Fact]
    public void Broken_file_is_a_clear_error()
    {
        var path = Path.Combine(folder, "broken.dll");
        File.WriteAllText(path, "this is no assembly");

        LoadShouldFail(path, "Plug-in *broken.dll' is not a .NET assembly*");
    }

    [Fact]
    public void Assembly_without_a_plugin_is_a_clear_error() =>
        LoadShouldFail(typeof(CsCheck.Gen).Assembly.Location, "*no public class*implements IChannelPlugin: add one.");

    /// <summary>As after a rename in this library: the plug-in's code names a type that is no longer there.</summary>
    [Fact]
    public void Assembly_built_against_another_version_is_a_clear_error()
    {
        var gone = new PersistedAssemblyBuilder(new AssemblyName("Gone"), typeof(object).Assembly);
        var type = gone.DefineDynamicModule("Gone").DefineType("Renamed", TypeAttributes.Public);
        var constructor = type.DefineDefaultConstructor(MethodAttributes.Public);
        type.CreateType();
        var path = Path.Combine(folder, "incompatible.dll");
        SavePlugin(path, constructor);

        LoadShouldFail(path, "Plug-in *incompatible.dll' does not fit this program: *Gone*Build it against EditableDeepSC*");
    }

    /// <summary>An assembly with one plug-in that makes an object when it registers.</summary>
    private static void SavePlugin(string path, ConstructorInfo made)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Incompatible"), typeof(object).Assembly);
        var plugin = assembly.DefineDynamicModule("Incompatible").DefineType("Plugin", TypeAttributes.Public);
        plugin.AddInterfaceImplementation(typeof(IChannelPlugin));
        var register = plugin.DefineMethod(nameof(IChannelPlugin.Register),
            MethodAttributes.Public | MethodAttributes.Virtual, typeof(void), [typeof(ChannelRegistry)]);
        var code = register.GetILGenerator();
        code.Emit(OpCodes.Newobj, made);
        code.Emit(OpCodes.Pop);
        code.Emit(OpCodes.Ret);
        plugin.CreateType();
        assembly.Save(path);
    }

    private static void LoadShouldFail(string path, string message) =>
        FluentActions.Invoking(() => new ChannelRegistry().Load(path))
            .Should().Throw<ChannelOptionException>().WithMessage(message);
}
