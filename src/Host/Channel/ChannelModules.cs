using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using EditableDeepSC.Channels;

namespace EditableDeepSC.Host;

/// <summary>What the subcommands of <c>eds channel</c> share: plug-ins, and how a module is written as JSON.</summary>
internal static class ChannelModules
{
    public static readonly Option<string[]> Plugin = new("--plugin")
    {
        Description = "Assembly that adds channels and SNR processes; may be given more than once.",
        HelpName = "PATH",
        Recursive = true,
    };

    public static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All that is built in and all that the plug-ins on the command line bring.</summary>
    public static ChannelRegistry Registry(ParseResult parsed)
    {
        try
        {
            var registry = new ChannelRegistry();
            foreach (var path in parsed.GetValue(Plugin) ?? []) registry.Load(path);
            return registry;
        }
        catch (ChannelOptionException mistake)
        {
            throw new UserErrorException(mistake.Message);
        }
    }

    public static object AsJson(ModuleDescription module) => new
    {
        name = module.Name,
        summary = module.Summary,
        origin = module.Origin,
        parameters = module.Parameters.Select(parameter => new
        {
            name = parameter.Name,
            kind = parameter.Kind,
            unit = parameter.Unit,
            required = parameter.IsRequired,
            @default = parameter.IsRequired ? (JsonElement?)null : JsonDocument.Parse(parameter.Default).RootElement,
            min = double.IsFinite(parameter.Min) ? parameter.Min : (double?)null,
            max = double.IsFinite(parameter.Max) ? parameter.Max : (double?)null,
            summary = parameter.Summary,
        }),
    };
}
