using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>The JSON schema of scenario files, made from the types, for editors.</summary>
internal static class ScenarioSchema
{
    public const string FileName = "scenario.schema.json";

    private static readonly JsonSerializerOptions Format = CreateFormat();

    public static string Text()
    {
        var exporter = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Describe,
        };
        var schema = Format.GetJsonSchemaAsNode(typeof(Scenario), exporter).AsObject();
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
        return schema.ToJsonString(Format) + "\n";
    }

    private static JsonSerializerOptions CreateFormat()
    {
        var format = new JsonSerializerOptions(JsonOutput.Format)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepParameters } },
        };
        // The exporter describes only what its own converters write; a scenario has no NaN.
        format.Converters.Remove(format.Converters.OfType<JsonConverter<double>>().Single());
        return format;
    }

    /// <summary>A scenario sets what has a <see cref="ParameterAttribute"/>, and nothing else.</summary>
    private static void KeepParameters(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var property in type.Properties.Where(property => RuleOf(property) is null).ToArray())
            type.Properties.Remove(property);
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.PropertyInfo is not { } property || RuleOf(property) is not { } rule) return schema;
        var node = schema as JsonObject ?? new JsonObject { ["type"] = new JsonArray("string", "object") };
        if (property.Name == "workers") node["type"] = new JsonArray("integer", "object"); // { "local": 1, "remote": 4 }
        var limited = node["items"]?.AsObject() ?? node;
        if (double.IsFinite(rule.Min)) limited["minimum"] = rule.Min;
        if (double.IsFinite(rule.Max)) limited["maximum"] = rule.Max;
        node["description"] = rule.Unit.Length == 0 ? rule.Summary : $"{rule.Summary} [{rule.Unit}]";
        var value = property.Get!(Activator.CreateInstance(property.DeclaringType)!);
        var known = JsonSerializer.SerializeToNode(value, property.PropertyType, Format);
        if (known is not JsonObject and not JsonArray { Count: 0 }) node["default"] = known;
        return node;
    }

    private static ParameterAttribute? RuleOf(JsonPropertyInfo property) =>
        (property.AttributeProvider as MemberInfo)?.GetCustomAttribute<ParameterAttribute>();
}
