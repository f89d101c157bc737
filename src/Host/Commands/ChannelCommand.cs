using System.Text.Json;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds channel</c>: look at any link before trusting a run to it.</summary>
internal static class ChannelCommand
{
    public static Command Create() => new("channel", "Lists, describes and measures channels and SNR processes.")
    {
        ChannelModules.Plugin,
        ChannelListCommand.Create(),
        ChannelShowCommand.Create(),
        new ChannelBerCommand(),
        new ChannelSelfTestCommand(),
    };
}

/// <summary>What the subcommands of <c>eds channel</c> share: plug-ins, and how a module is written as JSON.</summary>
internal static class ChannelModules
{
    public static readonly Option<string[]> Plugin = new("--plugin")
    {
        Description = "An assembly that adds channels and SNR processes; may be given more than once.",
        HelpName = "PATH",
        Recursive = true,
    };

    private static readonly JsonSerializerOptions NoKeyTwice = new() { AllowDuplicateProperties = false };

    /// <summary>All that is built in and all that the plug-ins on the command line bring.</summary>
    public static ChannelRegistry Registry(ParseResult parsed)
    {
        var registry = new ChannelRegistry();
        foreach (var path in parsed.GetValue(Plugin) ?? []) registry.Load(path);
        return registry;
    }

    /// <summary>A channel of a name, or of JSON with its parameters.</summary>
    public static IChannel Create(string channel, ChannelRegistry registry)
    {
        if (!channel.StartsWith('{')) return registry.Channels.Create(channel);
        try
        {
            return registry.Channels.Create(JsonSerializer.Deserialize<JsonElement>(channel, NoKeyTwice));
        }
        catch (JsonException mistake)
        {
            throw new UserErrorException($"--channel {channel} is not JSON: {mistake.Plain()}");
        }
    }

    public static object AsJson(ModuleDescription module) => new
    {
        module.Name,
        module.Summary,
        module.Origin,
        parameters = module.Parameters.Select(parameter => new
        {
            parameter.Name,
            parameter.Kind,
            parameter.Rule.Unit,
            required = parameter.IsRequired,
            @default = parameter.IsRequired ? (JsonElement?)null : JsonDocument.Parse(parameter.Default).RootElement,
            parameter.Rule.Min,
            parameter.Rule.Max,
            parameter.Rule.Summary,
        }),
    };
}

/// <summary><c>eds channel list</c>: every channel and SNR process, one line each.</summary>
internal static class ChannelListCommand
{
    public static Command Create()
    {
        var json = JsonOutput.Option();
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
        JsonOutput.Format);

    private static void Print(ChannelRegistry registry, TextWriter output)
    {
        Print("Channels", registry.Channels.Modules, output);
        output.WriteLine();
        Print("SNR processes", registry.SnrProcesses.Modules, output);
        output.WriteLine();
        output.WriteLine("'eds channel show NAME' describes the parameters of each.");
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

/// <summary><c>eds channel show NAME</c>: what a channel or SNR process does and takes.</summary>
internal static class ChannelShowCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "A name that 'eds channel list' prints." };
        var json = JsonOutput.Option();
        var command = new Command("show", "Shows the parameters of a channel or SNR process.") { name, json };
        command.SetAction(parsed =>
        {
            var module = Find(ChannelModules.Registry(parsed), parsed.GetRequiredValue(name));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize(ChannelModules.AsJson(module), JsonOutput.Format));
            else Print(module, output);
        });
        return command;
    }

    private static ModuleDescription Find(ChannelRegistry registry, string name)
    {
        ModuleDescription[] modules = [.. registry.Channels.Modules, .. registry.SnrProcesses.Modules];
        return modules.FirstOrDefault(module => module.Name == name) ?? throw new UserErrorException(
            $"unknown channel or SNR process '{name}'; " +
            NearestName.Hint(name, modules.Select(module => module.Name)));
    }

    private static void Print(ModuleDescription module, TextWriter output)
    {
        output.WriteLine($"{module.Name}: {module.Summary} ({module.Origin})");
        foreach (var parameter in module.Parameters)
        {
            var value = parameter.IsRequired ? "required" : $"default {parameter.Default}";
            string[] facts = [parameter.Kind, WithUnit(parameter.Rule), value];
            output.WriteLine();
            output.WriteLine($"  {parameter.Name}: {string.Join(", ", facts.Where(fact => fact.Length > 0))}");
            output.WriteLine($"    {parameter.Rule.Summary}");
        }
    }

    private static string WithUnit(ParameterAttribute rule) => $"{rule.Range} {rule.Unit}".Trim();
}
