using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>A number of a scenario, as a path such as users[0].count names it.</summary>
/// <param name="Path">The path.</param>
/// <param name="Value">What it is in the scenario, or by default.</param>
/// <param name="IsWhole">Whether only whole numbers are allowed.</param>
/// <param name="Rule">Its range and unit.</param>
internal sealed record ScenarioNumber(string Path, double Value, bool IsWhole, ParameterAttribute Rule)
{
    /// <summary>The number at a path; where there is none, a mistake of the user that names the nearest.</summary>
    public static ScenarioNumber Of(Scenario scenario, string path)
    {
        ScenarioNumber[] numbers = [.. AllOf(scenario, "")];
        return Array.Find(numbers, number => number.Path == path) ?? throw new UserErrorException(
            $"the scenario has no number at '{path}'; did you mean "
            + $"'{NearestName.Of(path, numbers.Select(number => number.Path))}'?");
    }

    /// <summary>The change of a command line that gives it another value.</summary>
    public string Change(double value) => string.Create(CultureInfo.InvariantCulture, $"{Path}={value}");

    private static IEnumerable<ScenarioNumber> AllOf(object options, string path) =>
        from property in options.GetType().GetProperties()
        let rule = property.GetCustomAttribute<ParameterAttribute>()
        where rule is not null
        from number in AllOf(property.GetValue(options), path + JsonNamingPolicy.CamelCase.ConvertName(property.Name), rule)
        select number;

    private static IEnumerable<ScenarioNumber> AllOf(object? value, string path, ParameterAttribute rule) => value switch
    {
        null or string or Enum or bool => [],
        int or long or double =>
            [new(path, Convert.ToDouble(value, CultureInfo.InvariantCulture), value is not double, rule)],
        JsonElement { ValueKind: JsonValueKind.Number } json => [new(path, json.GetDouble(), false, new(""))],
        JsonElement { ValueKind: JsonValueKind.Object } json =>
            json.EnumerateObject().SelectMany(member => AllOf(member.Value, $"{path}.{member.Name}", rule)),
        JsonElement { ValueKind: not JsonValueKind.Array } => [],
        JsonElement json => json.EnumerateArray().SelectMany((item, i) => AllOf(item, $"{path}[{i}]", rule)),
        IEnumerable list => list.Cast<object>().SelectMany((item, i) => AllOf(item, $"{path}[{i}]", rule)),
        _ => AllOf(value, path + "."),
    };
}
