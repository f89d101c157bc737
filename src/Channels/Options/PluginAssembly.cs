using System.Reflection;
using System.Runtime.Loader;

namespace EditableDeepSC.Channels.Options;

/// <summary>Loads the plug-ins of an assembly with the dependencies beside it, or says plainly why it cannot.</summary>
internal static class PluginAssembly
{
    /// <summary>Lets every plug-in of the assembly register itself.</summary>
    public static void Register(string path, ChannelRegistry registry)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new ChannelOptionException($"Plug-in '{path}' does not exist: build it, or correct the path.");
        try
        {
            var assembly = new PluginContext(full).LoadFromAssemblyPath(full);
            IChannelPlugin[] plugins = [.. assembly.GetExportedTypes().Where(IsPlugin).Select(Create)];
            if (plugins.Length == 0)
            {
                throw new ChannelOptionException(
                    $"Plug-in '{path}' has no public class with a parameterless constructor that implements " +
                    $"{nameof(IChannelPlugin)}: add one.");
            }
            foreach (var plugin in plugins) plugin.Register(registry);
        }
        catch (BadImageFormatException cause)
        {
            throw new ChannelOptionException($"Plug-in '{path}' is not a .NET assembly: {cause.Message}", cause);
        }
        catch (Exception cause) when (cause is FileLoadException or FileNotFoundException or TypeLoadException
            or MissingMemberException)
        {
            var version = typeof(IChannelPlugin).Assembly.GetName().Version;
            throw new ChannelOptionException($"Plug-in '{path}' does not fit this program: {cause.Message} " +
                $"Build it against EditableDeepSC.Channels {version}, and put its dependencies beside it.", cause);
        }
    }

    private static bool IsPlugin(Type type) =>
        typeof(IChannelPlugin).IsAssignableFrom(type) && !type.IsAbstract
        && type.GetConstructor(Type.EmptyTypes) is not null;

    private static IChannelPlugin Create(Type type) => (IChannelPlugin)Activator.CreateInstance(type)!;

    /// <summary>
    /// Finds dependencies beside the plug-in, but shares what the program has loaded, its interfaces above all.
    /// </summary>
    private sealed class PluginContext(string path) : AssemblyLoadContext(Path.GetFileName(path))
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var shared = Default.Assemblies.Any(loaded => loaded.GetName().Name == assemblyName.Name);
            var file = shared ? null : resolver.ResolveAssemblyToPath(assemblyName);
            return file is null ? null : LoadFromAssemblyPath(file);
        }
    }
}
