using System.Globalization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>What a scenario must fulfil beyond the kinds and ranges of its values.</summary>
internal static class ScenarioChecks
{
    private const int SentenceCount = 1024;

    /// <summary>Looks everything up; throws <see cref="ScenarioException"/> with the place of what is wrong.</summary>
    public static ScenarioPoint Check(string label, Scenario scenario, SourceNode node)
    {
        if (scenario.Users.Count == 0)
            throw new ScenarioException("there are no users; give \"users\": [{ \"count\": 12 }]", node.Place);
        if (scenario.Adapters.SnrsDb.Count == 0)
            throw new ScenarioException("'adapters.snrsDb' is empty; give at least one SNR", PlaceOf(node, "adapters"));
        var thresholds = Thresholds(scenario, node);
        var registry = Registry(scenario, node);
        CheckGroups(scenario, node, registry);
        var seed = new Seed((ulong)scenario.Seed);
        var sentences = new HeldOutSentences(seed, SentenceCount);
        var plan = new SimulationPlan(scenario, registry, Codec(scenario, node), sentences);
        return new ScenarioPoint(label, scenario, thresholds, plan, node.ToJson());
    }

    private static ICodec Codec(Scenario scenario, SourceNode node)
    {
        var (snrsDb, bankSize) = (scenario.Adapters.SnrsDb, scenario.Adapters.BankSize);
        if (scenario.Codec == CodecKind.Stub)
            return new StubCodec(scenario.Stub, new Seed((ulong)scenario.Seed), snrsDb, bankSize, TimeProvider.System);
        try
        {
            var weights = scenario.Weights.Length > 0 ? new DirectoryInfo(scenario.Weights) : WeightsOption.Shipped;
            var codec = new JeccCodec(
                scenario.Jecc, weights, snrsDb, bankSize, scenario.Deterministic, TimeProvider.System);
            CheckAdapters(snrsDb, AdapterSet.SnrsOf(weights), node);
            return codec;
        }
        catch (WeightsException problem)
        {
            var place = PlaceOf(node, scenario.Weights.Length > 0 ? "weights" : "codec");
            throw new UserErrorException($"{place}: {problem.Message}", ExitCode.BadWeights);
        }
    }

    private static void CheckAdapters(IReadOnlyList<double> asked, IReadOnlyList<double> known, SourceNode node)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            if (known.Contains(asked[i])) continue;
            throw new ScenarioException(string.Create(CultureInfo.InvariantCulture,
                $"there is no adapter for {asked[i]} dB; those shipped are for {string.Join(", ", known)} dB ")
                + "('./eds train adapters' makes others)",
                node.Find("adapters")?.Find("snrsDb")?.Elements[i].Place ?? PlaceOf(node, "codec"));
        }
    }

    /// <summary>Reads the thresholds; a mistake in one throws <see cref="ScenarioException"/> with its place.</summary>
    public static IReadOnlyList<Threshold> Thresholds(Scenario scenario, SourceNode node)
    {
        var found = new List<Threshold>();
        for (var i = 0; i < scenario.Thresholds.Count; i++)
        {
            try
            {
                found.Add(Threshold.Parse(scenario.Thresholds[i], scenario.Adapters.SnrsDb));
            }
            catch (ThresholdException mistake)
            {
                throw new ScenarioException(mistake.Message, node.Find("thresholds")!.Elements[i].Place);
            }
        }
        return found;
    }

    private static ChannelRegistry Registry(Scenario scenario, SourceNode node)
    {
        var registry = new ChannelRegistry();
        for (var i = 0; i < scenario.Plugins.Count; i++)
        {
            try
            {
                registry.Load(scenario.Plugins[i]);
            }
            catch (ChannelOptionException mistake)
            {
                throw new ScenarioException(mistake.Message, node.Find("plugins")!.Elements[i].Place);
            }
        }
        return registry;
    }

    private static void CheckGroups(Scenario scenario, SourceNode node, ChannelRegistry registry)
    {
        for (var i = 0; i < scenario.Users.Count; i++)
        {
            var (group, place) = (scenario.Users[i], node.Find("users")!.Elements[i]);
            var link = place.Find("link") ?? place;
            CheckModule(() => registry.Channels.Create(group.Link.Channel), link, "channel");
            CheckModule(() => registry.SnrProcesses.Create(group.Link.Snr), link, "snr");
            if (group.Images != UserGroupOptions.Portraits) CheckImages(group.Images, PlaceOf(place, "images"));
            if (group.Arrivals.Kind != ArrivalKind.ClosedLoop && group.Arrivals.RatePerSecond == 0
                && (group.Arrivals.Kind != ArrivalKind.Ramp || group.Arrivals.ToRatePerSecond == 0))
                throw new ScenarioException("'ratePerSecond' is 0: nobody would ever come", PlaceOf(place, "arrivals"));
            if (group.Arrivals is { Kind: ArrivalKind.ClosedLoop, ThinkSeconds: 0 } && scenario.Deterministic)
            {
                throw new ScenarioException(
                    "'thinkSeconds' is 0: nominal time would stand still; give more than 0 with \"deterministic\"",
                    PlaceOf(place, "arrivals"));
            }
        }
    }

    private static void CheckImages(string folder, TextPlace place)
    {
        try
        {
            ImageFolder.Check(folder);
        }
        catch (DataSetException mistake)
        {
            throw new ScenarioException($"{mistake.Message} Give \"portraits\" or a folder of images", place);
        }
    }

    private static void CheckModule(Action create, SourceNode link, string key)
    {
        try
        {
            create();
        }
        catch (Exception mistake) when (mistake is ChannelOptionException or IOException)
        {
            throw new ScenarioException(mistake.Message, PlaceOf(link, key));
        }
    }

    private static TextPlace PlaceOf(SourceNode node, string key) => node.Find(key)?.Place ?? node.Place;
}
