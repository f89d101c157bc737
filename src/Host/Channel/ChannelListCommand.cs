using System.CommandLine;
using System.Text.Json;
using EditableDeepSC.Channels;

namespace EditableDeepSC.Host;

/// <summary><c>eds channel list</c>: every channel and SNR process, one line each.</summary>
internal static class ChannelListCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON, parameters included." };
        var command = new Command("list", "Lists the channels and SNR processes that a scenario can name.") { json };
        command.SetAction(parsed =>
        {
            var registry = ChannelModules.Registry(parsed);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(AsJson(registry));
            else Print(registry, output);
        });
        return command;
    }

    private static string AsJson(ChannelRegistry registry) => JsonSerializer.Serialize(
        new
        {
            channels = registry.Channels.Modules.Select(ChannelModules.AsJson),
            snrProcesses = registry.SnrProcesses.Modules.Select(ChannelModules.AsJson),
        },
        ChannelModules.Json);

    private static void Print(ChannelRegistry registry, TextWriter output)
    {
        Print("Channels", registry.Channels.Modules, output);
        output.WriteLine();
        Print("SNR processes", registry.SnrProcesses.Modules, output);
        output.WriteLine();
        output.WriteLine("'eds channel show NAME' says what each of them takes.");
    }

    private static void Print(string title, IEnumerable<ModuleDescription> modules, TextWriter output)
    {
        output.WriteLine(title);
        foreach (var module in modules)
        {
            var origin = module.Origin == ChannelRegistry.BuiltIn ? "" : $" ({module.Origin})";
            output.WriteLine($"  {module.Name,-22}{module.Summary}{origin}");
        }
    }
}
