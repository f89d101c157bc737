using System.CommandLine;
using System.Text.Json;
using EditableDeepSC.Channels;

namespace EditableDeepSC.Host;

/// <summary><c>eds channel show NAME</c>: what a channel or SNR process does and takes.</summary>
internal static class ChannelShowCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "A name that 'eds channel list' prints." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("show", "Shows the parameters of a channel or SNR process.") { name, json };
        command.SetAction(parsed =>
        {
            var module = Find(ChannelModules.Registry(parsed), parsed.GetRequiredValue(name));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize(ChannelModules.AsJson(module), ChannelModules.Json));
            else Print(module, output);
        });
        return command;
    }

    private static ModuleDescription Find(ChannelRegistry registry, string name)
    {
        ModuleDescription[] modules = [.. registry.Channels.Modules, .. registry.SnrProcesses.Modules];
        return modules.FirstOrDefault(module => module.Name == name) ?? throw new UserErrorException(
            $"unknown channel or SNR process '{name}'; " +
            $"did you mean '{NearestName.Of(name, modules.Select(module => module.Name))}'?");
    }

    private static void Print(ModuleDescription module, TextWriter output)
    {
        output.WriteLine($"{module.Name}: {module.Summary} ({module.Origin})");
        foreach (var parameter in module.Parameters)
        {
            var value = parameter.IsRequired ? "required" : $"default {parameter.Default}";
            string[] facts = [parameter.Kind, WithUnit(parameter), value];
            output.WriteLine();
            output.WriteLine($"  {parameter.Name}: {string.Join(", ", facts.Where(fact => fact.Length > 0))}");
            output.WriteLine($"    {parameter.Summary}");
        }
    }

    private static string WithUnit(ParameterDescription parameter) => $"{parameter.Range} {parameter.Unit}".Trim();
}
