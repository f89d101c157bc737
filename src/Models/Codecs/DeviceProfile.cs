using System.Text.Json;
using System.Text.Json.Serialization;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Codecs;

/// <summary>How long batches are said to take, in virtual time.</summary>
public interface IBatchTimes
{
    /// <summary>What a batch takes at least, whatever its edits turn out to be, seconds.</summary>
    double LeastEncodeSeconds(IReadOnlyList<EditRequest> requests);

    /// <summary>What a batch took, now that it is known what was done, seconds.</summary>
    double EncodeSeconds(IReadOnlyList<Encoding?> encodings);

    /// <summary>What a batch of so many frames takes, seconds.</summary>
    double DecodeSeconds(int frames);

    /// <summary>By what chance stretches the times of a batch, keyed by its first transmission; 1 without chance.</summary>
    double StretchOf(TransmissionId first, bool isDecoding) => 1;
}

/// <summary>A profile that cannot be used; the message says what to do.</summary>
public sealed class DeviceProfileException(string message) : Exception(message);

/// <summary>
/// What the steps of the learned codec cost on a device, in milliseconds by batch size; between two sizes in a straight
/// line, beyond the largest in proportion. Measured by <c>./eds bench profile</c>, or written by hand for a device that
/// one does not own.
/// </summary>
public sealed record DeviceProfile : IBatchTimes
{
    /// <summary>How files that users write or measure are read.</summary>
    internal static JsonSerializerOptions Strict { get; } = new(JsonSerializerOptions.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>What the figures are and where they are from.</summary>
    public string Description { get; init; } = "";

    /// <summary>By batch size, ascending, at least one.</summary>
    public IReadOnlyList<StepTimes> Batches { get; init; } = [];

    /// <summary>Iterations of an inversion; the codec knows them.</summary>
    [JsonIgnore]
    public int InversionIterations { get; init; }

    /// <summary>Rows that every batch is filled up to, where results must not depend on it; null: none.</summary>
    [JsonIgnore]
    public int? Rows { get; init; }

    /// <summary>Reads profiles/NAME.json; throws <see cref="DeviceProfileException"/>.</summary>
    public static DeviceProfile Load(string path)
    {
        try
        {
            var profile = JsonSerializer.Deserialize<DeviceProfile>(TextFile.Read(path), Strict);
            if (profile is null || profile.Batches.Contains(null!))
                throw new DeviceProfileException($"{path}: write {{ \"batches\": [{{ \"size\": 1, ... }}] }}, not null.");
            var sizes = profile.Batches.Select(batch => batch.Size).ToArray();
            if (sizes.Length == 0 || sizes[0] < 1 || sizes.Zip(sizes.Skip(1)).Any(pair => pair.First >= pair.Second))
                throw new DeviceProfileException($"{path}: \"batches\" takes sizes of 1 and more, in ascending order.");
            if (profile.Batches.Any(batch => batch.Times.Any(time => !(time is >= 0 and < 1e9))))
                throw new DeviceProfileException($"{path}: times are milliseconds, 0 or more.");
            return profile;
        }
        catch (JsonException cause)
        {
            throw new DeviceProfileException($"the device profile '{path}' cannot be read: {cause.Plain()}");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new DeviceProfileException($"the device profile '{path}' cannot be read: {cause.Message}");
        }
    }

    public double LeastEncodeSeconds(IReadOnlyList<EditRequest> requests) =>
        BeforeEdits(requests.Count, requests.Count(request => request.Latent is null)) / 1000;

    public double EncodeSeconds(IReadOnlyList<Encoding?> encodings)
    {
        var ms = BeforeEdits(encodings.Count, encodings.Count(encoding => encoding?.InversionLoss is not null));
        int[] moves = [.. encodings.Select(encoding => encoding?.Iterations ?? -1).Order()];
        for (var (move, ended) = (0, 0); ; move++)    // each step looks at those that still move
        {
            while (ended < moves.Length && moves[ended] < move) ended++;
            if (ended == moves.Length) return ms / 1000;
            ms += At(moves.Length - ended, batch => batch.MatchingMs);
        }
    }

    public double DecodeSeconds(int frames) => At(frames, batch => batch.DecodeMs) / 1000;

    private double BeforeEdits(int requests, int pictures) => At(requests, batch => batch.TextMs + batch.SymbolsMs)
        + InversionIterations * At(pictures, batch => batch.InversionMs);

    private double At(int size, Func<StepTimes, double> of) => size == 0 ? 0
        : Rows is { } rows ? (size + rows - 1) / rows * OfBatch(rows, of)
        : OfBatch(size, of);

    private double OfBatch(int size, Func<StepTimes, double> of)
    {
        var after = 0;
        while (after < Batches.Count && Batches[after].Size < size) after++;
        if (after == Batches.Count) return of(Batches[^1]) * size / Batches[^1].Size;
        if (after == 0 || Batches[after].Size == size) return of(Batches[after]);
        var (low, high) = (Batches[after - 1], Batches[after]);
        var share = (size - low.Size) / (double)(high.Size - low.Size);
        return of(low) * (1 - share) + of(high) * share;
    }
}

/// <summary>Milliseconds of a batch of a size.</summary>
/// <param name="Size">Items.</param>
/// <param name="TextMs">To read the sentences.</param>
/// <param name="InversionMs">One iteration of the inversion.</param>
/// <param name="MatchingMs">One look at the attributes, and a move.</param>
/// <param name="SymbolsMs">Adapter and symbols.</param>
/// <param name="DecodeMs">Adapter and generator at the receiver.</param>
public sealed record StepTimes(
    int Size, double TextMs, double InversionMs, double MatchingMs, double SymbolsMs, double DecodeMs)
{
    internal IEnumerable<double> Times => [TextMs, InversionMs, MatchingMs, SymbolsMs, DecodeMs];
}
