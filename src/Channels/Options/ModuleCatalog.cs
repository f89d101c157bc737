using System.Text.Json;
using System.Text.Json.Serialization;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Channels.Options;

/// <summary>A channel or SNR process that can be asked for by name.</summary>
/// <param name="Name">Its name in scenarios and on the command line.</param>
/// <param name="Summary">What it does, one sentence.</param>
/// <param name="Origin">"built in", or the file name of the plug-in that brought it.</param>
/// <param name="Parameters">What can be set.</param>
public sealed record ModuleDescription(
    string Name, string Summary, string Origin, IReadOnlyList<ParameterDescription> Parameters);

/// <summary>Lets the options of one module hold other modules, as those of the chain do.</summary>
internal sealed class ModuleConverter<TModule>(ModuleCatalog<TModule> catalog) : JsonConverter<TModule>
    where TModule : class
{
    public override TModule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        catalog.Create(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, TModule value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A module does not keep the parameters it was made from.");
}

/// <summary>Modules of one kind by name, each with its described parameters.</summary>
/// <typeparam name="TModule"><see cref="IChannel"/> or <see cref="ISnrProcess"/>.</typeparam>
public sealed class ModuleCatalog<TModule>
    where TModule : class
{
    private const string TypeKey = "type";

    private readonly string kind;
    private readonly JsonSerializerOptions json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };
    private readonly SortedDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <param name="kind">How messages call a module, such as "channel".</param>
    internal ModuleCatalog(string kind)
    {
        this.kind = kind;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        json.Converters.Add(new ModuleConverter<TModule>(this));
    }

    /// <summary>Where the modules that are added now come from.</summary>
    internal string Origin { get; set; } = ChannelRegistry.BuiltIn;

    /// <summary>All modules in order of their names.</summary>
    public IEnumerable<ModuleDescription> Modules => entries.Values.Select(entry => entry.Description);

    /// <summary>
    /// Adds a module whose options are a record with <see cref="ParameterAttribute"/>s; a taken name throws.
    /// </summary>
    public void Add<TOptions>(string name, string summary, Func<TOptions, TModule> create)
        where TOptions : new()
    {
        var parameters = ParameterDescription.AllOf(typeof(TOptions), json);
        var binder = new OptionBinder(name, json, TypeKey);
        var entry = new Entry(new ModuleDescription(name, summary, Origin, parameters),
            values => create(binder.Bind<TOptions>(values)));
        if (!entries.TryAdd(name, entry))
        {
            throw new ChannelOptionException(
                $"{Origin}: the {kind} name '{name}' is taken ({entries[name].Description.Origin}): choose another.");
        }
    }

    /// <summary>Makes a module with the given parameters, or its defaults; an unknown name throws.</summary>
    public TModule Create(string name, JsonElement parameters = default) => Find(name).Create(parameters);

    /// <summary>Makes a module from a name, or from an object with a "type" and its parameters.</summary>
    public TModule Create(JsonElement module)
    {
        if (module.ValueKind == JsonValueKind.String) return Create(module.GetString()!);
        if (module.ValueKind == JsonValueKind.Object && module.TryGetProperty(TypeKey, out var type)
            && type.ValueKind == JsonValueKind.String) return Create(type.GetString()!, module);
        throw new ChannelOptionException(
            $"{module.GetRawText()} is not a {kind}: give a name, or an object with a \"type\" and parameters.");
    }

    private Entry Find(string name) => entries.TryGetValue(name, out var entry)
        ? entry
        : throw new ChannelOptionException(
            $"Unknown {kind} '{name}'; {NearestName.Hint(name, entries.Keys)}");

    private sealed record Entry(ModuleDescription Description, Func<JsonElement, TModule> Create);
}
