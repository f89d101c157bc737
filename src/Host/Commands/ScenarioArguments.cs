using System.CommandLine;
using System.Globalization;

namespace EditableDeepSC.Host.Commands;

/// <summary>What the verbs that read a scenario have in common.</summary>
internal static class ScenarioArguments
{
    public static Argument<string> Scenario() => new("SCENARIO")
    {
        Description = "A scenario file, such as scenarios/quickstart.json.",
    };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Changes a value: PATH=VALUE, such as users[0].count=100; may be given more than once.",
        HelpName = "PATH=VALUE",
    };

    public static Option<long?> Seed() => new("--seed") { Description = "Changes the seed." };

    public static IReadOnlyList<string> Changes(ParseResult parsed, Option<string[]> set, Option<long?> seed)
    {
        List<string> changes = [.. parsed.GetValue(set) ?? []];
        if (parsed.GetValue(seed) is { } value) changes.Add($"seed={value.ToString(CultureInfo.InvariantCulture)}");
        return changes;
    }
}
