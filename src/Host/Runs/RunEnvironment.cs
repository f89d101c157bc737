using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EditableDeepSC.Host;

/// <summary>environment.json: what a run depended on besides its scenario.</summary>
internal static class RunEnvironment
{
    public static string Json(Scenario scenario, DateTimeOffset now)
    {
        var assembly = typeof(RunEnvironment).Assembly;
        var environment = new
        {
            startedUtc = now.UtcDateTime,
            version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
#if ENGINE_PACKAGES
            engine = "packages",
#else
            engine = "embedded",
#endif
            codec = ScenarioKeys.NameOf(scenario.Codec.ToString()),
            device = "cpu",
            seed = scenario.Seed,
            dotnet = RuntimeInformation.FrameworkDescription,
            os = RuntimeInformation.OSDescription,
            processors = Environment.ProcessorCount,
        };
        return JsonSerializer.Serialize(environment, RunJson.File) + "\n";
    }
}
