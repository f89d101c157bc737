using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>Turns JSON into records, strictly: an unknown key, a wrong kind or range names its place.</summary>
internal static class ScenarioBinder
{
    public static T Bind<T>(SourceNode node) where T : new() => (T)BindRecord(typeof(T), node, "the scenario");

    private static object BindRecord(Type type, SourceNode node, string what)
    {
        if (node.Kind != JsonValueKind.Object)
            throw new ScenarioException($"{what} is {node.ToJson()}; give an object", node.Place);
        var record = Activator.CreateInstance(type)!;
        var keys = ScenarioKeys.Of(type);
        foreach (var (key, place, value) in node.Members)
        {
            if (key == "$schema") continue;
            if (!keys.TryGetValue(key, out var known))
            {
                throw new ScenarioException(
                    $"unknown key '{key}'; did you mean '{NearestName.Of(key, keys.Keys)}'?", place);
            }
            known.Property.SetValue(record, Read(known.Property.PropertyType, value, key, known.Rule));
        }
        return record;
    }

    private static object? Read(Type type, SourceNode node, string key, ParameterAttribute rule)
    {
        if (type == typeof(JsonElement)) return node.ToElement();
        if (ScenarioKeys.ElementOf(type) is { } element) return ReadList(element, node, key, rule);
        if (type == typeof(bool) && node.Kind is JsonValueKind.True or JsonValueKind.False)
            return node.Kind == JsonValueKind.True;
        if (type == typeof(string) && node.Kind == JsonValueKind.String) return node.Text;
        if (type.IsEnum && node.Kind == JsonValueKind.String) return ReadEnum(type, node, key);
        if (IsNumber(type) && node.Kind == JsonValueKind.Number) return ReadNumber(type, node, key, rule);
        if (type.IsClass && type != typeof(string)) return BindRecord(type, node, $"'{key}'");
        throw Wrong(node, key, KindOf(type), rule);
    }

    private static Array ReadList(Type element, SourceNode node, string key, ParameterAttribute rule)
    {
        if (node.Kind != JsonValueKind.Array) throw Wrong(node, key, "a list", rule);
        if (node.Elements.Count > rule.MaxCount)
        {
            throw new ScenarioException(
                $"'{key}' has {node.Elements.Count} entries; give at most {rule.MaxCount}", node.Place);
        }
        var list = Array.CreateInstance(element, node.Elements.Count);
        for (var i = 0; i < list.Length; i++) list.SetValue(Read(element, node.Elements[i], $"{key}[{i}]", rule), i);
        return list;
    }

    private static object ReadEnum(Type type, SourceNode node, string key)
    {
        var names = Enum.GetNames(type).ToDictionary(ScenarioKeys.NameOf, name => name);
        return names.TryGetValue(node.Text, out var name) ? Enum.Parse(type, name) : throw new ScenarioException(
            $"'{key}' is \"{node.Text}\"; did you mean \"{NearestName.Of(node.Text, names.Keys)}\"? " +
            $"It takes {string.Join(", ", names.Keys)}", node.Place);
    }

    private static object ReadNumber(Type type, SourceNode node, string key, ParameterAttribute rule)
    {
        var number = double.Parse(node.Raw, CultureInfo.InvariantCulture);
        if (type != typeof(double) && number != Math.Truncate(number)) throw Wrong(node, key, "an integer", rule);
        if (!double.IsFinite(number) || number < rule.Min || number > rule.Max)
        {
            var range = new ParameterDescription(key, "", rule.Unit, "", rule.Min, rule.Max, "").Range;
            throw Wrong(node, key, $"{range} {rule.Unit}".Trim(), rule);
        }
        return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
    }

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(int) || type == typeof(long);

    private static string KindOf(Type type)
    {
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(string)) return "a text";
        if (type.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(type).Select(ScenarioKeys.NameOf));
        return type == typeof(double) ? "a number" : "an integer";
    }

    private static ScenarioException Wrong(SourceNode node, string key, string expected, ParameterAttribute rule)
    {
        var unit = rule.Unit.Length > 0 && !expected.EndsWith(rule.Unit, StringComparison.Ordinal)
            ? $" in {rule.Unit}"
            : "";
        return new ScenarioException($"'{key}' is {node.ToJson()}; give {expected}{unit}. {rule.Summary}", node.Place);
    }
}
