using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>A scenario file with the changes of a command line, and the runs that it stands for.</summary>
internal sealed class ScenarioFile
{
    private const string SweepKey = "sweep";
    private const int MostRuns = 1000;
    private const int MostPaths = 64;

    private static readonly OptionBinder Binder = new("", JsonOutput.Line, ignoredKey: "$schema");

    private readonly SourceNode root;

    private ScenarioFile(SourceNode root) => this.root = root;

    /// <summary>Reads a file; a mistake in it throws <see cref="ScenarioException"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="changes">PATH=VALUE, in order; a VALUE that is not JSON is a text.</param>
    public static ScenarioFile Load(string path, IEnumerable<string> changes)
    {
        try
        {
            return Parse(path, TextFile.Read(path), changes);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"cannot read scenario '{path}': {cause.Message}", ExitCode.BadScenario);
        }
    }

    public static ScenarioFile Parse(string source, string text, IEnumerable<string> changes)
    {
        var root = SourceReader.Read(source, text);
        foreach (var change in changes) Apply(root, change);
        ScenarioFolder.LookUp(root, source);
        return new ScenarioFile(root);
    }

    /// <summary>The run that a file of a run folder records; what it needed to be run may be gone.</summary>
    public static RunDescription Recorded(string path, string label)
    {
        var root = Load(path, []).root;
        var scenario = Bind(root);
        return new RunDescription(label, scenario, ScenarioPointFactory.Thresholds(scenario, root));
    }

    /// <summary>Every run, checked: nothing has been started or written when this throws.</summary>
    public IReadOnlyList<ScenarioPoint> Points()
    {
        var swept = Swept().ConvertAll(point => (point.Label, point.Node, Bind(point.Node).Repeat));
        CheckSize(swept.Sum(point => (long)point.Repeat), root.Place);
        return [.. swept.SelectMany(point => Enumerable.Range(0, point.Repeat)
            .Select(i => Repeated(point.Label, point.Node, i, point.Repeat)))];
    }

    private static Scenario Bind(SourceNode node)
    {
        if (node.Find("timeScale") is { } old)
        {
            throw new ScenarioException("'timeScale' is gone: runs are in virtual time, as fast as they can be computed; "
                + "leave it out, or write \"clock\": \"wall\" for the time of this machine", old.Place);
        }
        try
        {
            return Binder.Bind<Scenario>(node.ToElement());
        }
        catch (ChannelOptionException mistake)
        {
            throw new ScenarioException(mistake.Message, node.PlaceOf(mistake), mistake);
        }
    }

    private static void Apply(SourceNode root, string change)
    {
        var place = new TextPlace($"--set {change}", 0, 0);
        var equals = change.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new ScenarioException("write --set PATH=VALUE", place);
        var path = change[..equals];
        if (root.Find(SweepKey)?.Members.Exists(swept => IsWithin(path, swept.Key)) == true)
            throw new ScenarioException($"the scenario sweeps over '{path}'; leave it out", place);
        ScenarioPath.Set(root, path, Value(change[(equals + 1)..], place));
    }

    /// <summary>Whether one path is the other one, or a part of what it names.</summary>
    private static bool IsWithin(string path, string outer) => (ScenarioPath.Canonical(path) + ".")
        .StartsWith(ScenarioPath.Canonical(outer) + ".", StringComparison.Ordinal);

    private static void CheckPaths(SourceNode sweep)
    {
        if (sweep.Members.Count > MostPaths)
            throw new ScenarioException($"'sweep' has {sweep.Members.Count} paths; give at most {MostPaths}", sweep.Place);
        foreach (var (path, place, _) in sweep.Members)
        {
            if (sweep.Members.Find(other => other.Place != place && IsWithin(path, other.Key)).Key is { } outer)
                throw new ScenarioException($"'{path}' and '{outer}' name one place; sweep over one of them", place);
        }
    }

    private static void CheckSize(long runs, TextPlace place)
    {
        if (runs > MostRuns) throw new ScenarioException($"these are more than {MostRuns} runs; give fewer", place);
    }

    private static SourceNode Value(string text, TextPlace place)
    {
        try
        {
            return SourceReader.Read(place.Source, text);
        }
        catch (ScenarioException)
        {
            return SourceNode.OfText(text, place);
        }
    }

    private static ScenarioPoint Repeated(string label, SourceNode node, int index, int repeat)
    {
        var copy = node.Clone();
        copy.Members.RemoveAll(member => member.Key == "repeat");
        var scenario = Bind(copy);
        if (repeat > 1)
        {
            var seed = (scenario.Seed + index).ToString(CultureInfo.InvariantCulture);
            copy.Set("seed", new SourceNode(JsonValueKind.Number, copy.Place) { Raw = seed });
            label = label.Length == 0 ? $"seed={seed}" : $"{label}, seed={seed}";
            scenario = Bind(copy);
        }
        return ScenarioPointFactory.Create(label, scenario, copy);
    }

    private List<(string Label, SourceNode Node)> Swept()
    {
        var bare = root.Clone();
        bare.Members.RemoveAll(member => member.Key == SweepKey);
        if (root.Find(SweepKey) is not { } sweep) return [("", bare)];
        if (sweep.Kind != JsonValueKind.Object)
            throw new ScenarioException("'sweep' takes an object: for each path a list of values", sweep.Place);
        CheckPaths(sweep);
        List<(string Label, SourceNode Node)> points = [("", bare)];
        foreach (var (path, place, values) in sweep.Members)
        {
            if (values.Kind != JsonValueKind.Array || values.Elements.Count == 0)
                throw new ScenarioException($"'{path}' takes a list of values to sweep over", place);
            CheckSize((long)points.Count * values.Elements.Count, place);
            points = [.. points.SelectMany(point => values.Elements.Select(value => With(point, path, value)))];
        }
        return points;
    }

    private static (string Label, SourceNode Node) With(
        (string Label, SourceNode Node) point, string path, SourceNode value)
    {
        var node = point.Node.Clone();
        ScenarioPath.Set(node, path, value.Clone());
        var label = $"{path}={value.ToJson()}";
        return (point.Label.Length == 0 ? label : $"{point.Label}, {label}", node);
    }
}
