using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Options;

/// <summary>One parameter of a record of options, as a user gives it in JSON.</summary>
/// <param name="property">Where its value goes; it has a <see cref="ParameterAttribute"/>.</param>
/// <param name="defaults">A record with nothing set.</param>
/// <param name="json">How the default is written.</param>
public sealed class ParameterDescription(PropertyInfo property, object defaults, JsonSerializerOptions json)
{
    /// <summary>The key in JSON.</summary>
    public string Name { get; } = NameOf(property.Name);

    /// <summary>Range, unit and meaning.</summary>
    public ParameterAttribute Rule { get; } = property.GetCustomAttribute<ParameterAttribute>()!;

    /// <summary>What to write: a number, an integer, true or false, a text, a list.</summary>
    public string Kind => KindOf(property.PropertyType);

    /// <summary>The value without the key, as JSON.</summary>
    public string Default => JsonSerializer.Serialize(property.GetValue(defaults), property.PropertyType, json);

    /// <summary>Whether there is no default, so that a value must be given to a channel or SNR process.</summary>
    public bool IsRequired => Default is "\"\"" or "[]";

    internal PropertyInfo Property => property;

    /// <summary>All that a user may set on a record; empty for any other type.</summary>
    public static IReadOnlyList<ParameterDescription> AllOf(Type options, JsonSerializerOptions json)
    {
        PropertyInfo[] properties = [.. Parameters(options)];
        if (properties.Length == 0) return [];
        var defaults = Activator.CreateInstance(options)!;
        return [.. properties.Select(property => new ParameterDescription(property, defaults, json))];
    }

    /// <summary>A name of a property or an enum as it is written in JSON.</summary>
    internal static string NameOf(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>A value of an enum as it is written in JSON.</summary>
    public static string NameOf(Enum value) => NameOf(value.GetType(), value.ToString());

    internal static string NameOf(Type type, string name) =>
        type.GetField(name)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? NameOf(name);

    /// <summary>What a list holds, or null for what is not a list.</summary>
    internal static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;

    internal static string KindOf(Type type)
    {
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int) || type == typeof(long)) return "an integer";
        if (type == typeof(double)) return "a number";
        if (type == typeof(string)) return "a text";
        if (type == typeof(IChannel)) return "a channel";
        if (type == typeof(JsonElement)) return "a name, or an object with a \"type\"";
        if (type.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(type).Select(name => NameOf(type, name)));
        if (ElementOf(type) is { } element) return $"a list, each {KindOf(element)}";
        return "{" + string.Join(", ", Parameters(type).Select(property => NameOf(property.Name))) + "}";
    }

    private static IEnumerable<PropertyInfo> Parameters(Type options) =>
        options.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)));
}
