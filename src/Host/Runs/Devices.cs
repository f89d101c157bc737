namespace EditableDeepSC.Host;

/// <summary>Where models can compute.</summary>
internal static class Devices
{
    public static IEnumerable<string> Available() =>
        TorchSharp.torch.cuda.is_available()
            ? ["cpu", .. Enumerable.Range(0, TorchSharp.torch.cuda.device_count()).Select(i => $"cuda:{i}")]
            : ["cpu"];

    /// <summary>Throws where a device is not there.</summary>
    public static void Require(string device)
    {
        if (device is "auto" or "cpu") return;
        string[] available = [.. Available()];
        if (available.Contains(device)) return;
        throw new UserErrorException(
            $"there is no device '{device}' here; this machine has {string.Join(", ", available)}.", ExitCode.NoDevice);
    }
}
