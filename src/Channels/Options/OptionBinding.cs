using System.Reflection;
using System.Text.Json;
using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Options;

/// <summary>
/// Turns JSON into options and options into descriptions, by their <see cref="ParameterAttribute"/>s.
/// </summary>
internal static class OptionBinding
{
    /// <summary>The JSON key of a property.</summary>
    public static string KeyOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>What a user may set on <typeparamref name="TOptions"/>.</summary>
    public static IReadOnlyList<ParameterDescription> Describe<TOptions>(JsonSerializerOptions json)
        where TOptions : new()
    {
        var defaults = new TOptions();
        return [.. Parameters(typeof(TOptions)).Select(pair =>
        {
            var value = pair.Property.GetValue(defaults);
            return new ParameterDescription(KeyOf(pair.Property), KindOf(pair.Property.PropertyType), pair.Rule.Unit,
                JsonSerializer.Serialize(value, pair.Property.PropertyType, json), pair.Rule.Min, pair.Rule.Max,
                pair.Rule.Summary);
        })];
    }

    /// <summary>Options with the values of a JSON object; an unknown key or a value of the wrong kind throws.</summary>
    public static TOptions Bind<TOptions>(string module, JsonElement parameters, JsonSerializerOptions json)
        where TOptions : new()
    {
        object options = new TOptions();
        if (parameters.ValueKind == JsonValueKind.Undefined) return (TOptions)options;
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            throw new ChannelOptionException(
                $"{module}: parameters are {parameters.GetRawText()}; give a JSON object.");
        }
        var known = Parameters(typeof(TOptions)).ToDictionary(pair => KeyOf(pair.Property), pair => pair.Property);
        foreach (var given in parameters.EnumerateObject())
        {
            if (!known.TryGetValue(given.Name, out var property))
            {
                throw new ChannelOptionException(
                    $"{module}: unknown parameter '{given.Name}'{Hint(given.Name, known.Keys)}");
            }
            property.SetValue(options, Read(module, given, property, json));
        }
        return (TOptions)options;
    }

    private static object? Read(string module, JsonProperty given, PropertyInfo property, JsonSerializerOptions json)
    {
        try
        {
            return given.Value.Deserialize(property.PropertyType, json);
        }
        catch (JsonException mistake)
        {
            throw new ChannelOptionException(
                $"{module}: '{given.Name}' is {given.Value.GetRawText()}; give {KindOf(property.PropertyType)}.",
                mistake);
        }
    }

    private static string Hint(string key, IEnumerable<string> known) =>
        NearestName.Of(key, known) is { } nearest ? $"; did you mean '{nearest}'?" : "; it takes none.";

    private static IEnumerable<(PropertyInfo Property, ParameterAttribute Rule)> Parameters(Type options) =>
        from property in options.GetProperties()
        let rule = property.GetCustomAttribute<ParameterAttribute>()
        where rule is not null
        select (property, rule);

    private static string KindOf(Type type)
    {
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int) || type == typeof(long)) return "an integer";
        if (type == typeof(double)) return "a number";
        if (type == typeof(string)) return "a text";
        if (type.IsEnum) return "one of " + Joined(Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName));
        if (type == typeof(IChannel)) return "a channel";
        if (!type.IsGenericType) return "{" + Joined(Parameters(type).Select(pair => KeyOf(pair.Property))) + "}";
        var element = KindOf(type.GetGenericArguments()[0]);
        return $"a list, each {element}";
    }

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names);
}
