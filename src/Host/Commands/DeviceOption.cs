using System.CommandLine;
using TorchSharp;

namespace EditableDeepSC.Host.Commands;

/// <summary>The <c>--device</c> of all verbs that compute with tensors.</summary>
internal static class DeviceOption
{
    public static Option<string> Create() => new("--device")
    {
        Description = "auto, cpu, cuda or cuda:N; auto takes a GPU where there is one.",
        DefaultValueFactory = _ => "auto",
    };

    public static IEnumerable<string> Available() => torch.cuda.is_available()
        ? ["cpu", .. Enumerable.Range(0, torch.cuda.device_count()).Select(i => $"cuda:{i}")]
        : ["cpu"];

    /// <summary>The device of a name; exit code 5 where it is not there.</summary>
    public static torch.Device Resolve(string name) => new(NameOf(name));

    /// <summary>The device of a name as <see cref="Available"/> has it; exit code 5 where it is not there.</summary>
    public static string NameOf(string name)
    {
        string[] available = [.. Available()];
        var wanted = name switch { "auto" => available[^1] == "cpu" ? "cpu" : "cuda:0", "cuda" => "cuda:0", _ => name };
        return available.Contains(wanted) ? wanted : throw new UserErrorException(
            $"there is no device '{name}' here; this machine has {string.Join(", ", available)}.", ExitCode.NoDevice);
    }
}
