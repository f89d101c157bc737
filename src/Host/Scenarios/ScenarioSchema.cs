using System.Text.Json;
using System.Text.Json.Nodes;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Commands;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>The JSON schema of scenario files, made from the types, for editors.</summary>
internal static class ScenarioSchema
{
    public static string Text()
    {
        var schema = ObjectOf(typeof(Scenario));
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "EditableDeepSC scenario");
        var properties = schema["properties"]!.AsObject();
        properties["$schema"] = new JsonObject { ["type"] = "string" };
        properties["sweep"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "One run for each combination: a path such as encoders.batching.maxSize, and its values.",
            ["additionalProperties"] = new JsonObject { ["type"] = "array" },
        };
        return schema.ToJsonString(ChannelModules.Json) + "\n";
    }

    private static JsonObject ObjectOf(Type type)
    {
        var defaults = Activator.CreateInstance(type);
        var properties = new JsonObject();
        foreach (var (key, (property, rule)) in ScenarioKeys.Of(type))
            properties[key] = Describe(property.PropertyType, rule, property.GetValue(defaults));
        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
    }

    private static JsonObject Describe(Type type, ParameterAttribute rule, object? value)
    {
        var schema = ShapeOf(type, rule);
        schema["description"] = rule.Unit.Length == 0 ? rule.Summary : $"{rule.Summary} [{rule.Unit}]";
        if (DefaultOf(value) is { } known) schema["default"] = known;
        return schema;
    }

    private static JsonNode? DefaultOf(object? value) => value switch
    {
        bool or int or long or double or string => JsonSerializer.SerializeToNode(value),
        JsonElement element => JsonSerializer.SerializeToNode(element),
        Enum name => ScenarioKeys.NameOf(name.ToString()),
        IReadOnlyList<double> numbers => JsonSerializer.SerializeToNode(numbers),
        _ => null,
    };

    private static JsonObject ShapeOf(Type type, ParameterAttribute rule)
    {
        if (type == typeof(JsonElement)) return new JsonObject { ["type"] = new JsonArray("string", "object") };
        if (ScenarioKeys.ElementOf(type) is { } element)
            return new JsonObject { ["type"] = "array", ["items"] = ShapeOf(element, rule) };
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(string)) return new JsonObject { ["type"] = "string" };
        if (type.IsEnum)
        {
            return new JsonObject
            {
                ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)ScenarioKeys.NameOf(name))]),
            };
        }
        return type.IsClass ? ObjectOf(type) : NumberOf(type, rule);
    }

    private static JsonObject NumberOf(Type type, ParameterAttribute rule)
    {
        var schema = new JsonObject { ["type"] = type == typeof(double) ? "number" : "integer" };
        if (double.IsFinite(rule.Min)) schema["minimum"] = rule.Min;
        if (double.IsFinite(rule.Max)) schema["maximum"] = rule.Max;
        return schema;
    }
}
