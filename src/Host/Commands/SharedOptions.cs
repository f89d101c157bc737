using System.CommandLine.Parsing;
using System.Globalization;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Inversion;
using TorchSharp;

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
        Description = "Changes a value of the scenario, such as users[0].count=100; may be given more than once.",
        HelpName = "PATH=VALUE",
    };

    public static Option<long?> Seed() => new("--seed") { Description = "Changes the seed of the scenario." };

    /// <summary>Shows what the user should know of the runs.</summary>
    public static void Show(IEnumerable<ScenarioPoint> points, TextWriter error)
    {
        foreach (var notice in points.SelectMany(point => point.Notices).Distinct())
            error.WriteLine($"eds: {notice.OnOneLine()}");
    }

    public static IReadOnlyList<string> Changes(ParseResult parsed, Option<string[]> set, Option<long?> seed)
    {
        List<string> changes = [.. parsed.GetValue(set) ?? []];
        if (parsed.GetValue(seed) is { } value) changes.Add($"seed={value.ToString(CultureInfo.InvariantCulture)}");
        return changes;
    }
}

/// <summary>Options that have a value where they are not given.</summary>
internal static class DefaultOption
{
    public static Option<T> Of<T>(string name, T value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}

/// <summary>The <c>--form</c> of all verbs that make or use adapters.</summary>
internal static class FormOption
{
    /// <summary>With one word more, where there is one: all forms beside one another and nothing else.</summary>
    public static Option<string?> Create(string description, string? comparison = null)
    {
        var form = new Option<string?>("--form")
        {
            Description = $"{description} paper, linear, hybrid (default), digital or conditioned"
                + (comparison is null ? "." : $"; '{comparison}' only compares all of them."),
        };
        var names = Enum.GetNames<AdapterForm>().Select(name => name.ToLowerInvariant());
        form.AcceptOnlyFromAmong(comparison is null ? [.. names] : [.. names, comparison]);
        return form;
    }

    public static AdapterForm Of(string? name) =>
        name is null ? new CodingOptions().Form : Enum.Parse<AdapterForm>(name, ignoreCase: true);
}

/// <summary>The <c>--weights</c> of all verbs that run the networks.</summary>
internal static class WeightsOption
{
    private const string Variable = "EDS_WEIGHTS";

    /// <summary>The shipped folder: EDS_WEIGHTS, which ./eds sets, else weights/ of the current folder.</summary>
    public static DirectoryInfo Shipped =>
        new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : "weights");

    public static Option<DirectoryInfo> Create() => DefaultOption.Of("--weights", Shipped,
        "Folder with the networks and their manifest.");
}

/// <summary>The <c>--device</c> of all verbs that compute with tensors.</summary>
internal static class DeviceOption
{
    public const string Auto = "auto";

    public static Option<string> Create() => DefaultOption.Of("--device", Auto,
        "auto, cpu, cuda or cuda:N; auto takes a GPU if there is one.");

    public static IEnumerable<string> Available() => torch.cuda.is_available()
        ? ["cpu", .. Enumerable.Range(0, torch.cuda.device_count()).Select(i => $"cuda:{i}")]
        : ["cpu"];

    /// <summary>The device of a name; exit code 5 where it is not there.</summary>
    public static torch.Device Resolve(string name) => new(NameOf(name));

    /// <summary>A name that is there as it is, but leaves it open what <see cref="Auto"/> is.</summary>
    public static string Check(string name) => name == Auto ? name : NameOf(name);

    /// <summary>The device of a name as <see cref="Available"/> has it; exit code 5 where it is not there.</summary>
    public static string NameOf(string name)
    {
        if (name == "cpu") return name; // is always there; to look for others loads libtorch
        string[] available = [.. Available()];
        var wanted = name switch { Auto => available[^1] == "cpu" ? "cpu" : "cuda:0", "cuda" => "cuda:0", _ => name };
        return available.Contains(wanted) ? wanted : throw new UserErrorException(
            $"there is no device '{name}' here; this machine has {string.Join(", ", available)}.", ExitCode.NoDevice);
    }
}

/// <summary>The <c>--inversion</c> of verbs that invert pictures.</summary>
internal static class InversionOption
{
    public static Option<JeccStart> Create() => DefaultOption.Of("--inversion", JeccStart.Encoder,
        "encoder: from the inversion encoder's guess; random: from a random z by Adam with noise; literal: from a "
        + "random z by plain descent, eq. 9 as it is written.");
}

/// <summary>Options whose value is a finite number, written with a point, whatever the locale; no commas.</summary>
internal static class FiniteNumber
{
    public static Option<double> Option(string name, double value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value, CustomParser = Parse };

    /// <summary>Null where it is not given.</summary>
    public static Option<double?> Option(string name, string description) =>
        new(name) { Description = description, CustomParser = result => Parse(result) };

    private static double Parse(ArgumentResult result)
    {
        var text = string.Join(' ', result.Tokens.Select(token => token.Value));
        if (TryParse(text, out var number)) return number;
        result.AddError($"'{text}' is not a finite number; write one like 6.5.");
        return 0;
    }

    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
