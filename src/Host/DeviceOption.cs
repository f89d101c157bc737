using System.CommandLine;
using TorchSharp;

namespace EditableDeepSC.Host;

/// <summary>The <c>--device</c> of all verbs that compute with tensors.</summary>
internal static class DeviceOption
{
    public static Option<string> Create() => new("--device")
    {
        Description = "auto, cpu, cuda or cuda:N; auto takes a GPU where there is one.",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>The device of a name; exit code 2 for a name that is none, 5 for a device that is not there.</summary>
    public static torch.Device Resolve(string name)
    {
        if (name == "auto") return torch.cuda.is_available() ? torch.CUDA : torch.CPU;
        if (name == "cpu") return torch.CPU;
        var index = 0;
        if (name != "cuda" && !(name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name[5..], out index)))
            throw new UserErrorException($"--device takes auto, cpu, cuda or cuda:N, not '{name}'.");
        return torch.cuda.is_available() && index >= 0 && index < torch.cuda.device_count()
            ? new torch.Device(DeviceType.CUDA, index)
            : throw new UserErrorException($"There is no device {name}; --device cpu always works.", ExitCode.NoDevice);
    }
}
