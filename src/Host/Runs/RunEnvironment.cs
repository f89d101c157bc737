using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;
using TorchSharp;

namespace EditableDeepSC.Host.Runs;

/// <summary>environment.json: what a run depends on besides its scenario.</summary>
internal static class RunEnvironment
{
    private static readonly JsonSerializerOptions Format = new(JsonOutput.Format)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The command that a run recorded; null where there is none that can be read.</summary>
    public static string? CommandOf(RunFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize<Recorded>(File.ReadAllText(folder.Environment), Format)?.Command;
        }
        catch (Exception damage) when (damage is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public static string Json(ScenarioPoint point, DateTimeOffset now, string command)
    {
        var files = point.Plan.Codec.WeightsFiles;
        var assembly = typeof(RunEnvironment).Assembly;
        var environment = new
        {
            startedUtc = now.UtcDateTime,
            command,
            version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            akka = VersionOf(typeof(Akka.Actor.ActorSystem)),
            torchSharp = VersionOf(typeof(torch)),
            codec = point.Scenario.Codec,
            encoderDevices = DevicesOf(point.Plan.Options.Encoders),
            decoderDevices = DevicesOf(point.Plan.Options.Decoders),
            clock = point.Scenario.Clock,
            encoderProfiles = ProfilesOf(point, point.Scenario.Encoders),
            decoderProfiles = ProfilesOf(point, point.Scenario.Decoders),
            seed = point.Scenario.Seed,
            dotnet = RuntimeInformation.FrameworkDescription,
            os = RuntimeInformation.OSDescription,
            processors = Environment.ProcessorCount,
            threadsOfAnOperation = files.Count == 0 || point.Plan.Codec.Abstraction is not null
                ? (int?)null : torch.get_num_threads(),
            weights = files.Count == 0 ? null : files.ToDictionary(file => file.File, file => file.Sha256),
        };
        return JsonSerializer.Serialize(environment, Format).Masked() + "\n";
    }

    private static string? VersionOf(Type type) => type.Assembly.GetName().Version?.ToString(fieldCount: 3);

    /// <summary>The profiles by which a pool computes; null where none is asked.</summary>
    private static IEnumerable<string>? ProfilesOf(ScenarioPoint point, PoolOptions pool) =>
        point.Scenario.Clock == ClockKind.Wall || point.Plan.Codec.GivenTimes is not null
            ? null : pool.Profiles.DefaultIfEmpty(PoolOptions.DefaultProfile);

    private sealed record Recorded(string? Command = null);

    /// <summary>The device of each worker.</summary>
    private static IEnumerable<string> DevicesOf(PoolOptions pool) =>
        Enumerable.Range(0, pool.Workers).Select(worker => pool.PlaceOf(worker).Device);
}
