using System.Text.Json;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>The part of a scenario that a worker of another process needs, as JSON that is read as strictly as a scenario.</summary>
internal static class RemoteCodec
{
    /// <summary>What a worker makes its codec of.</summary>
    public static string Describe(Scenario scenario) => JsonSerializer.Serialize(new
    {
        scenario.Seed,
        scenario.Deterministic,
        scenario.Codec,
        scenario.Jecc,
        scenario.Stub,
        scenario.Baseline,
        Adapters = new { scenario.Adapters.SnrsDb, scenario.Adapters.BankSize },
    }, JsonOutput.Line);

    /// <summary>The codec of a description, with the worker's own weights; a mistake throws.</summary>
    public static ICodec Make(string description, DirectoryInfo weights)
    {
        var scenario = ScenarioFile.Bind(SourceReader.Read("the host's codec", description));
        var (snrsDb, bankSize, time) = (scenario.Adapters.SnrsDb, scenario.Adapters.BankSize, TimeProvider.System);
        return scenario.Codec switch
        {
            CodecKind.Stub => new StubCodec(scenario.Stub, new Seed((ulong)scenario.Seed), snrsDb, bankSize, time),
            CodecKind.Jecc => new JeccCodec(scenario.Jecc, weights, snrsDb, bankSize, scenario.Deterministic, time),
            _ when BaselineScheme.Find(JsonOutput.NameOf(scenario.Codec)) is { } scheme =>
                new BaselineCodec(scheme, scenario.Baseline, weights, snrsDb, bankSize, time),
            _ => throw new NotSupportedException($"The codec {scenario.Codec} is not computed elsewhere."),
        };
    }
}
