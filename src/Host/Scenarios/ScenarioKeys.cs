using System.Reflection;
using System.Text.Json;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>The keys that a record takes in a scenario, by its <see cref="ParameterAttribute"/>s.</summary>
internal static class ScenarioKeys
{
    public static IReadOnlyDictionary<string, (PropertyInfo Property, ParameterAttribute Rule)> Of(Type type) =>
        (from property in type.GetProperties()
         let rule = property.GetCustomAttribute<ParameterAttribute>()
         where rule is not null
         select (property, rule)).ToDictionary(pair => NameOf(pair.property.Name), pair => (pair.property, pair.rule));

    public static string NameOf(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>What a list holds, or null for what is no list.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;
}
