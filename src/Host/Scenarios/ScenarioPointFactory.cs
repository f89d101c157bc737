using System.Collections;
using System.Globalization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>Makes a run of a bound scenario: looks everything up that the scenario names, and checks it.</summary>
internal static class ScenarioPointFactory
{
    private const int SentenceCount = 1024;

    /// <summary>The run; a mistake throws <see cref="ScenarioException"/> with its place.</summary>
    public static ScenarioPoint Create(string label, Scenario scenario, SourceNode node)
    {
        if (scenario.Users.Count == 0)
            throw new ScenarioException("there are no users; give \"users\": [{ \"count\": 12 }]", node.Place);
        if (scenario.Adapters.SnrsDb.Count == 0)
        {
            throw new ScenarioException(
                "'adapters.snrsDb' is empty; give at least one SNR", NodeOf(node, "adapters").Place);
        }
        CheckBatching("encoders", scenario.Encoders.Batching, node);
        CheckBatching("decoders", scenario.Decoders.Batching, node);
        for (var i = 0; i < scenario.Users.Count; i++)
            CheckPriority(scenario, scenario.Users[i].Priority, node.Find("users")!.Elements[i]);
        var thresholds = Thresholds(scenario, node);
        var (registry, notices) = (new ChannelRegistry(), new List<string>());
        for (var i = 0; i < scenario.Plugins.Count; i++)
            At(node.Find("plugins")!.Elements[i], () => registry.Load(scenario.Plugins[i]));
        for (var i = 0; i < scenario.Users.Count; i++)
            CheckGroup(scenario, i, node.Find("users")!.Elements[i], registry, notices);
        var sentences = new HeldOutSentences(new Seed((ulong)scenario.Seed), SentenceCount);
        var codec = Codec(scenario, node);
        if (codec.GivenTimes is null && scenario.Clock == ClockKind.Virtual) CheckProfiles(scenario, node);
        var plan = new SimulationPlan(
            scenario, registry, codec, sentences, name => DeviceProfile.Load(ProfileFile.PathOf(name)));
        return new ScenarioPoint(label, scenario, thresholds, plan, node.ToJson()) { Notices = notices };
    }

    /// <summary>Reads the thresholds; a mistake in one throws <see cref="ScenarioException"/> with its place.</summary>
    public static IReadOnlyList<Threshold> Thresholds(Scenario scenario, SourceNode node)
    {
        var found = new List<Threshold>();
        for (var i = 0; i < scenario.Thresholds.Count; i++)
        {
            At(node.Find("thresholds")!.Elements[i],
                () => found.Add(Threshold.Parse(scenario.Thresholds[i], scenario.Adapters.SnrsDb)));
        }
        return found;
    }

    private static ICodec Codec(Scenario scenario, SourceNode node)
    {
        var (snrsDb, bankSize) = (scenario.Adapters.SnrsDb, scenario.Adapters.BankSize);
        if (scenario.Codec == CodecKind.Stub)
            return new StubCodec(scenario.Stub, new Seed((ulong)scenario.Seed), snrsDb, bankSize, TimeProvider.System);
        ICodec? codec = null;
        At(NodeOf(node, scenario.Weights.Length > 0 ? "weights" : "codec"), () =>
        {
            var weights = scenario.Weights.Length > 0 ? new DirectoryInfo(scenario.Weights) : WeightsOption.Shipped;
            codec = new JeccCodec(
                scenario.Jecc, weights, snrsDb, bankSize, scenario.Deterministic, TimeProvider.System);
            CheckAdapters(snrsDb, AdapterSet.SnrsOf(weights), node);
        });
        return codec!;
    }

    private static void CheckBatching(string pool, BatchingOptions batching, SourceNode node)
    {
        var index = batching.PreferredSizes.ToList().FindIndex(size => size > batching.MaxSize);
        if (index < 0) return;
        var sizes = node.Find(pool)!.Find("batching")!.Find("preferredSizes")!;
        throw new ScenarioException($"'{pool}.batching.preferredSizes[{index}]' is {batching.PreferredSizes[index]}, "
            + $"and 'maxSize' is {batching.MaxSize}; give at most that", sizes.Elements[index].Place);
    }

    /// <summary>A pool with one level takes all alike; one with several must have the level of every group.</summary>
    private static void CheckPriority(Scenario scenario, int priority, SourceNode group)
    {
        int[] levels = [scenario.Encoders.Batching.PriorityLevels, scenario.Decoders.Batching.PriorityLevels];
        if (priority <= 1 || (levels.Max() > 1 && levels.All(count => count == 1 || count >= priority))) return;
        throw new ScenarioException($"'priority' is {priority}, but 'priorityLevels' of the pools are "
            + $"{levels[0]} and {levels[1]}; raise them, or leave it out", NodeOf(group, "priority").Place);
    }

    private static void CheckProfiles(Scenario scenario, SourceNode node)
    {
        foreach (var (key, pool) in new[] { ("encoders", scenario.Encoders), ("decoders", scenario.Decoders) })
        {
            var place = NodeOf(NodeOf(node, key), "profiles");
            foreach (var name in pool.Profiles.DefaultIfEmpty(PoolOptions.DefaultProfile))
                At(place, () => DeviceProfile.Load(ProfileFile.PathOf(name)));
        }
    }

    private static void CheckAdapters(IReadOnlyList<double> asked, IReadOnlyList<double> known, SourceNode node)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            if (known.Contains(asked[i])) continue;
            throw new ScenarioException(string.Create(CultureInfo.InvariantCulture,
                $"there is no adapter for {asked[i]} dB; those shipped are for {string.Join(", ", known)} dB ")
                + "('./eds train adapters' trains others)",
                (node.Find("adapters")?.Find("snrsDb")?.Elements[i] ?? NodeOf(node, "codec")).Place);
        }
    }

    private static void CheckGroup(
        Scenario scenario, int number, SourceNode node, ChannelRegistry registry, List<string> notices)
    {
        var group = scenario.Users[number];
        var link = node.Find("link") ?? node;
        At(NodeOf(link, "channel"), () => registry.Channels.Create(group.Link.Channel));
        At(NodeOf(link, "snr"), () => registry.SnrProcesses.Create(group.Link.Snr));
        if (group.Images != UserGroupOptions.Portraits)
        {
            At(NodeOf(node, "images"), () => notices.AddRange(ImageFolder.Check(group.Images).Select(file =>
                $"{group.Images}: '{file}' is skipped: macOS leaves such files, and they are not pictures.")),
                "Give \"portraits\" or such a folder");
        }
        CheckArrivals(scenario, number, node.Find("arrivals") ?? node);
    }

    private static void CheckArrivals(Scenario scenario, int number, SourceNode node)
    {
        var arrivals = scenario.Users[number].Arrivals;
        foreach (var (key, place, _) in node.Members)
        {
            if (arrivals.WhyUnused(key) is { } mistake) throw new ScenarioException(mistake, place);
        }
        var seed = new Seed((ulong)scenario.Seed);
        At(node, () => _ = new GroupArrivals(arrivals, seed, number, scenario.DurationSeconds));
        if (arrivals is { Kind: ArrivalKind.ClosedLoop, ThinkSeconds: 0 } && scenario.Deterministic)
        {
            throw new ScenarioException(
                "'thinkSeconds' is 0: nominal time would stand still; give more than 0 with \"deterministic\"",
                node.Place);
        }
    }

    /// <summary>Does something with a value; a mistake in the value throws with its place.</summary>
    private static void At(SourceNode node, Action action, string remedy = "")
    {
        try
        {
            action();
        }
        catch (Exception mistake) when (mistake is ChannelOptionException or ThresholdException or DataSetException or DeviceProfileException
            or WeightsException or IOException)
        {
            var place = mistake is ChannelOptionException option ? node.PlaceOf(option) : node.Place;
            throw new ScenarioException($"{mistake.Message} {remedy}".TrimEnd(), place, mistake);
        }
    }

    private static SourceNode NodeOf(SourceNode node, string key) => node.Find(key) ?? node;
}

/// <summary>
/// What users of a seed may ask for: sentences that the reader's training never showed, each written when first asked
/// for, so that checking a scenario writes none. Thread-safe.
/// </summary>
internal sealed class HeldOutSentences : IReadOnlyList<string>
{
    private readonly Lazy<string>[] sentences;

    public HeldOutSentences(Seed seed, int count)
    {
        var grammar = new RequestGrammar(seed);
        sentences = [.. Enumerable.Range(0, count).Select(index => new Lazy<string>(
            () => grammar.Generate(index, RequestSplit.HeldOutSentence).Text, LazyThreadSafetyMode.PublicationOnly))];
    }

    public int Count => sentences.Length;

    public string this[int index] => sentences[index].Value;

    public IEnumerator<string> GetEnumerator() => sentences.Select(sentence => sentence.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Where device profiles lie: a name is a shipped one, what ends in .json is a path.</summary>
internal static class ProfileFile
{
    public static string PathOf(string name) => name.EndsWith(".json", StringComparison.Ordinal)
        ? name
        : Path.Combine(AppContext.BaseDirectory, "profiles", name + ".json");
}
