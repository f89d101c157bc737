using EditableDeepSC.Models.Weights.PyTorch;

namespace EditableDeepSC.Models.Weights;

/// <summary>Opens weights of either kind.</summary>
public static class TensorFile
{
    private const int JsonStart = SafetensorsHeader.LengthFieldBytes;

    /// <summary>Opens a safetensors or PyTorch file by its content; throws <see cref="WeightsException"/>.</summary>
    public static ITensorFile Open(string path)
    {
        try
        {
            var start = FirstBytes(path);
            var isJson = start.Length > JsonStart && start[JsonStart] == '{';
            var isPyTorch = !isJson && (start.StartsWith("PK"u8) || start.StartsWith((byte)0x80));
            return isPyTorch ? PyTorchFile.Open(path) : SafetensorsFile.Open(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WeightsException(WeightsErrorReason.Unreadable, $"{path}: {problem.Message}");
        }
    }

    /// <summary>The first nine bytes, or fewer; none of a file that is not there.</summary>
    internal static ReadOnlySpan<byte> FirstBytes(string path)
    {
        if (!File.Exists(path)) return [];
        using var stream = File.OpenRead(path);
        var start = new byte[JsonStart + 1];
        return start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
    }
}
