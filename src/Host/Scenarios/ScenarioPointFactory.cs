using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.Receivers;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests;
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
        CheckPool("encoders", scenario.Encoders, scenario, node);
        CheckPool("decoders", scenario.Decoders, scenario, node);
        for (var i = 0; i < scenario.Users.Count; i++)
            CheckPriority(scenario, scenario.Users[i].Priority, node.Find("users")!.Elements[i]);
        var thresholds = Thresholds(scenario, node);
        var (registry, notices) = (new ChannelRegistry(), new List<string>());
        for (var i = 0; i < scenario.Plugins.Count; i++)
            At(node.Find("plugins")!.Elements[i], () => registry.Load(scenario.Plugins[i]));
        CheckCells(scenario, node);
        for (var i = 0; i < scenario.Users.Count; i++)
            CheckGroup(scenario, i, node.Find("users")!.Elements[i], registry, notices);
        var sentences = new HeldOutSentences(new Seed((ulong)scenario.Seed), SentenceCount);
        var codec = Codec(scenario, node, sentences);
        for (var i = 0; codec.Abstraction is { } mapping && i < scenario.Users.Count; i++)
            CheckAbstraction(mapping, scenario.Users[i].Link, node.Find("users")!.Elements[i], registry);
        if (codec.GivenTimes is null) CheckProfiles(scenario, node);
        var plan = new SimulationPlan(
            scenario, registry, codec, sentences, name => DeviceProfile.Load(ShippedFile.PathOf("profiles", name)),
            sentences.LabelOf);
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

    private static ICodec Codec(Scenario scenario, SourceNode node, HeldOutSentences sentences)
    {
        var (snrsDb, bankSize) = (scenario.Adapters.SnrsDb, scenario.Adapters.BankSize);
        if (scenario.Codec == CodecKind.Stub)
            return new StubCodec(scenario.Stub, new Seed((ulong)scenario.Seed), snrsDb, bankSize, TimeProvider.System);
        ICodec? codec = null;
        if (scenario.Codec == CodecKind.Calibrated)
        {
            At(NodeOf(NodeOf(node, "calibrated"), "table"), () =>
            {
                var table = Calibration.Load(ShippedFile.PathOf("calibrations", scenario.Calibrated.Table));
                CheckAdapters(snrsDb, table.AdapterSnrsDb, node);
                codec = new CalibratedCodec(table, new Seed((ulong)scenario.Seed), sentences.LabelOf, snrsDb, bankSize,
                    scenario.Deterministic, TimeProvider.System);
            });
            return codec!;
        }
        if (BaselineScheme.Find(JsonOutput.NameOf(scenario.Codec)) is { } scheme)
        {
            At(NodeOf(node, scenario.Weights.Length > 0 ? "weights" : "codec"), () => codec = new BaselineCodec(
                scheme, scenario.Baseline, scenario.WeightsFolder, snrsDb, bankSize, TimeProvider.System));
            return codec!;
        }
        if (scenario.Jecc.Coding?.Mistake is { } mistake)
            throw new ScenarioException($"'jecc.symbols': {mistake}", NodeOf(NodeOf(node, "jecc"), "symbols").Place);
        At(NodeOf(node, scenario.Weights.Length > 0 ? "weights" : "codec"), () =>
        {
            var weights = scenario.WeightsFolder;
            codec = new JeccCodec(
                scenario.Jecc, weights, snrsDb, bankSize, scenario.Deterministic, TimeProvider.System);
            if (scenario.Jecc.Coding?.Form == AdapterForm.Paper) CheckAdapters(snrsDb, AdapterSet.SnrsOf(weights), node);
        });
        return codec!;
    }

    private static void CheckPool(string pool, PoolOptions options, Scenario scenario, SourceNode node)
    {
        var place = node.Find(pool)?.Find("workers") ?? node;
        if (options.Workers + options.RemoteWorkers == 0)
            throw new ScenarioException($"'{pool}.workers' is 0; give at least 1, or {{ \"remote\": 1 }}", place.Place);
        if (options.RemoteWorkers > 0 && scenario.Clock == ClockKind.Virtual)
        {
            throw new ScenarioException($"'{pool}' waits for workers of other processes, and such runs are by the wall "
                + "clock: run it with --listen HOST:PORT, or leave them out", place.Place);
        }
        var batching = options.Batching;
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
                At(place, () => DeviceProfile.Load(ShippedFile.PathOf("profiles", name)));
        }
    }

    /// <summary>Gains must say all of a link, and the receiver must be that of the measurement.</summary>
    private static void CheckAbstraction(
        EffectiveSnr mapping, LinkOptions link, SourceNode node, ChannelRegistry registry)
    {
        const string Remedy = "take the codec jecc for such links";
        var place = node.Find("link") ?? node;
        if (link.Receiver is not { Csi: CsiKind.Perfect, Equaliser: EqualiserKind.Mmse })
            throw new ScenarioException("the codec calibrated was measured with an 'mmse' equaliser and 'perfect' CSI; "
                + Remedy, NodeOf(place, "receiver").Place);
        var channel = registry.Channels.Create(link.Channel);
        At(NodeOf(place, "channel"), () => new Transmission(channel)
            .Abstract(mapping, symbolCount: 512, 0, new(default, default, default, 0, 0)), Remedy);
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

    /// <summary>What is for one cell is a mistake where there are several, and the other way round.</summary>
    private static void CheckCells(Scenario scenario, SourceNode node)
    {
        var (several, users) = (scenario.Cells.Count > 0, node.Find("users")!.Elements);
        IEnumerable<(SourceNode? Of, string Key)> unused = several
            ? [(node, "cell"), .. users.Select(group => (group.Find("link"), "snr"))]
            : [(node, "radio"), (node, "handover"), .. users.Select(group => ((SourceNode?)group, "mobility"))];
        foreach (var (of, key) in unused)
        {
            if (of?.Find(key) is not { } found) continue;
            throw new ScenarioException(several ? $"'{key}' is for one cell, and 'cells' has several; leave it out"
                : $"'{key}' is for several cells; leave it out, or give \"cells\"", found.Place);
        }
    }

    private static void CheckGroup(
        Scenario scenario, int number, SourceNode node, ChannelRegistry registry, List<string> notices)
    {
        var group = scenario.Users[number];
        var link = node.Find("link") ?? node;
        At(NodeOf(link, "channel"), () => registry.Channels.Create(group.Link.Channel));
        At(NodeOf(link, "snr"), () => registry.SnrProcesses.Create(group.Link.Snr));
        At(NodeOf(node, "mobility"), () => _ = new Mobility(group.Mobility));
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
        catch (Exception mistake) when (mistake is ChannelOptionException or ThresholdException or DataSetException
            or DeviceProfileException or CalibrationException or WeightsException or NotSupportedException
            or IOException)
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
    private readonly ConcurrentDictionary<string, RequestLabel> labels = [];

    public HeldOutSentences(Seed seed, int count)
    {
        var grammar = new RequestGrammar(seed);
        sentences = [.. Enumerable.Range(0, count).Select(index => new Lazy<string>(() =>
        {
            var sentence = grammar.Generate(index, RequestSplit.HeldOutSentence);
            labels[sentence.Text] = sentence.Label;
            return sentence.Text;
        }, LazyThreadSafetyMode.PublicationOnly))];
    }

    public int Count => sentences.Length;

    public string this[int index] => sentences[index].Value;

    /// <summary>What a sentence that has been asked for means.</summary>
    public RequestLabel LabelOf(string sentence) => labels[sentence];

    public IEnumerator<string> GetEnumerator() => sentences.Select(sentence => sentence.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Where shipped tables lie: a name is a shipped one, what ends in .json is a path.</summary>
internal static class ShippedFile
{
    public static string PathOf(string folder, string name) => name.EndsWith(".json", StringComparison.Ordinal)
        ? name
        : Path.Combine(AppContext.BaseDirectory, folder, name + ".json");
}
