using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Codecs;

/// <summary>A calibration that cannot be used; the message says what to do.</summary>
public sealed class CalibrationException(string message) : Exception(message);

/// <summary>
/// What a real codec did with some requests and how well their pictures came through at each SNR, measured by
/// <c>./eds bench calibrate</c>. A record is drawn whole, so its figures stay together.
/// </summary>
public sealed record Calibration
{
    private static readonly ConcurrentDictionary<(string Path, DateTime Written), Calibration> Loaded = [];

    /// <summary>What was measured, on what and with how many portraits.</summary>
    public string Description { get; init; } = "";

    /// <summary>The SNRs that the codec's adapters were made for, dB.</summary>
    public IReadOnlyList<double> AdapterSnrsDb { get; init; } = [];

    /// <summary>The SNRs, dB, over white noise at which pictures were received; ascending.</summary>
    public IReadOnlyList<double> SnrsDb { get; init; } = [];

    /// <summary>beta of <see cref="Channels.Links.EffectiveSnr"/>, fitted to transmissions over fading.</summary>
    public double SnrScale { get; init; } = 1;

    /// <summary>Iterations of each inversion.</summary>
    public int InversionIterations { get; init; }

    public IReadOnlyList<CalibrationRecord> Records { get; init; } = [];

    /// <summary>The file that it was read from.</summary>
    internal WeightsFileEntry Source { get; init; } = new("", 0, "");

    /// <summary>Reads a file once, for all runs of a sweep; throws <see cref="CalibrationException"/>.</summary>
    public static Calibration Load(string path) =>
        Loaded.GetOrAdd((Path.GetFullPath(path), File.GetLastWriteTimeUtc(path)), _ => Read(path));

    /// <summary>The places of the records that serve requests about an attribute, or about none.</summary>
    internal int[] PlacesOf(FaceAttribute? attribute, bool isInverted) => [.. Enumerable.Range(0, Records.Count)
        .Where(i => Records[i].Attribute == attribute && Records[i].InversionLoss is null != isInverted)];

    private static Calibration Read(string path)
    {
        try
        {
            var table = JsonSerializer.Deserialize<Calibration>(File.ReadAllText(path), DeviceProfile.Strict);
            var mistake = table is null ? "write { \"records\": [...], ... }, not null" : table.Mistake();
            if (mistake is not null) throw new CalibrationException($"{path}: {mistake}.");
            var bytes = File.ReadAllBytes(path);
            return table! with
            {
                Source = new(Path.GetFileName(path), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))),
            };
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CalibrationException($"the calibration '{path}' cannot be read: {cause.Message}");
        }
    }

    private string? Mistake()
    {
        if (AdapterSnrsDb.Count == 0) return "\"adapterSnrsDb\" is empty";
        if (SnrsDb.Count == 0 || SnrsDb.Zip(SnrsDb.Skip(1)).Any(pair => pair.First >= pair.Second))
            return "\"snrsDb\" takes SNRs in ascending order, at least one";
        if (!(SnrScale > 0)) return $"\"snrScale\" is {SnrScale}; it must be above 0";
        for (var i = 0; i < Records.Count; i++)
        {
            var mistake = Records[i] is { } record ? record.Mistake(AdapterSnrsDb.Count * SnrsDb.Count) : "it is null";
            if (mistake is not null) return $"\"records\"[{i}]: {mistake}";
        }
        FaceAttribute?[] attributes = [null, .. FaceAttributes.All.Select(attribute => (FaceAttribute?)attribute)];
        foreach (var attribute in attributes)
        {
            foreach (var inverted in new[] { true, false })
            {
                if (PlacesOf(attribute, inverted).Length > 0) continue;
                return $"\"records\" has none for requests about {attribute?.ToString() ?? "no attribute"} "
                    + $"{(inverted ? "in a first turn" : "in a later turn")}; measure more portraits";
            }
        }
        return null;
    }
}

/// <summary>
/// One request with its picture. What was received is in lists [adapters x SNRs], the SNRs of an adapter beside each
/// other.
/// </summary>
/// <param name="Attribute">What the sentence is about; null where it asks for no edit.</param>
/// <param name="WantedDegree">The degree aimed at, 0 to 5.</param>
/// <param name="ReachedDegree">What the attribute predictor sees after the edit.</param>
/// <param name="Iterations">Moves of the edit.</param>
/// <param name="InversionLoss">J of eq. 8; null in a later turn, where nothing is inverted.</param>
/// <param name="LpipsP">Distance of the received picture to the one meant.</param>
/// <param name="PsnrDb">PSNR of the received picture against the one meant, dB.</param>
/// <param name="Identity">Cosine of F's features (eq. 13), of the original to the received picture.</param>
/// <param name="SeenDegree">The degree that the judge sees, 0 to 5; empty where no edit was asked for.</param>
public sealed record CalibrationRecord(FaceAttribute? Attribute, int WantedDegree, int ReachedDegree, int Iterations,
    double? InversionLoss, double[] LpipsP, double[] PsnrDb, double[] Identity, int[] SeenDegree)
{
    internal string? Mistake(int cells)
    {
        if (SeenDegree.Append(WantedDegree).Append(ReachedDegree)
            .Any(degree => degree is < 0 or > FaceAttributes.MaxDegree))
            return "degrees are 0 to 5";
        if (Iterations < 0) return "\"iterations\" is below 0";
        int[] lengths = [LpipsP.Length, PsnrDb.Length, Identity.Length, Attribute is null ? cells : SeenDegree.Length];
        return Array.TrueForAll(lengths, length => length == cells) ? null
            : $"its lists must hold {cells} numbers each, one for each adapter and SNR";
    }

    /// <summary>What the encoder did, but for the sentence.</summary>
    internal Encoding Encoding() => new(
        [], [], null!, Attribute is { } attribute ? new(attribute, WantedDegree, 0) : null)
    {
        After = [.. Enumerable.Repeat(ReachedDegree, FaceAttributes.Count)],
        Iterations = Iterations,
        InversionLoss = InversionLoss,
        Reason = Attribute is null ? MatchingStop.NothingAsked
            : ReachedDegree != WantedDegree ? MatchingStop.NotReached
            : Iterations == 0 ? MatchingStop.AlreadyThere : MatchingStop.Agreed,
    };
}
