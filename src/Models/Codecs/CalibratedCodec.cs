using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Codecs;

/// <summary>Which measured codec stands in for the real one.</summary>
public sealed record CalibratedOptions
{
    /// <summary>The shipped table, of the codec jecc with its default options.</summary>
    public const string Shipped = "jecc";

    [Parameter("What was measured: a shipped table by its name, or a path that ends in .json.")]
    public string Table { get; init; } = Shipped;
}

/// <summary>
/// A codec without networks for large loads: each request takes over a whole record that was measured with a real
/// codec, one of its sentence's attribute, as it was received with its adapter at the SNR that stands for its link.
/// </summary>
/// <param name="table">The records.</param>
/// <param name="seed">The seed of the run.</param>
/// <param name="labelOf">What a sentence asks for.</param>
/// <param name="adapterSnrsDb">The SNRs, dB, that adapter indices stand for; each must be in the table.</param>
/// <param name="bankSize">Pairs of adapters that a decoder keeps loaded.</param>
/// <param name="deterministic">Whether batches take as long as the real codec's in fixed shapes.</param>
/// <param name="time">Measures how long adapters load.</param>
public sealed class CalibratedCodec(Calibration table, Seed seed, Func<string, RequestLabel> labelOf,
    IReadOnlyList<double> adapterSnrsDb, int bankSize, bool deterministic, TimeProvider time) : ICodec
{
    private readonly DrawnRecords records = new(table, seed, adapterSnrsDb);

    public string Name => "calibrated";

    public int SymbolCount => 512;

    public int HeaderSymbols => AdapterHeader.Symbols(adapterSnrsDb.Count);

    /// <summary>The table.</summary>
    public IReadOnlyList<WeightsFileEntry> WeightsFiles => [table.Source];

    public EffectiveSnr? Abstraction => new(table.SnrScale);

    public IBatchTimes? GivenTimes => null;

    public IBatchTimes TimesOn(DeviceProfile device) => device with
    {
        InversionIterations = table.InversionIterations,
        Rows = deterministic ? FixedRows.Count : null,
    };

    public IEncoder CreateEncoder(WorkerPlace place) => new CalibratedEncoder(records, labelOf);

    public IDecoder CreateDecoder(WorkerPlace place) => new StubDecoder(adapterSnrsDb, bankSize, time);

    public IJudge CreateJudge(WorkerPlace place) => new CalibratedJudge(records);
}

/// <summary>Which record a request takes over, by keyed chance: encoder and judge draw the same.</summary>
internal sealed class DrawnRecords
{
    private readonly Calibration table;
    private readonly Seed seed;
    private readonly int[] adapters;
    private readonly int[][] places;
    private readonly Encoding[] encodings;

    public DrawnRecords(Calibration table, Seed seed, IReadOnlyList<double> adapterSnrsDb)
    {
        (this.table, this.seed) = (table, seed);
        adapters = [.. adapterSnrsDb.Select(snrDb => table.AdapterSnrsDb.ToList().IndexOf(snrDb))];
        if (adapters.Contains(-1))
            throw new ArgumentException("An adapter is not in the table.", nameof(adapterSnrsDb));
        places = [.. Enumerable.Range(0, 2 * (FaceAttributes.Count + 1)).Select(group => table.PlacesOf(
            group / 2 == FaceAttributes.Count ? null : (FaceAttribute)(group / 2), isInverted: group % 2 == 1))];
        encodings = [.. table.Records.Select(record => record.Encoding())];
    }

    public Encoding EncodingOf(EditRequest request, ReadRequest read) =>
        encodings[Draw(request, read).Place] with { Read = read };

    public PictureQuality QualityOf(EditRequest request, ReadRequest read, ReceivedFrame frame)
    {
        var (place, fraction) = Draw(request, read);
        var (record, snrDb) = (table.Records[place], frame.SnrDb);
        var cell = adapters[frame.AdapterIndex] * table.SnrsDb.Count + SnrPlaceOf(snrDb, fraction);
        int? seen = record.Attribute is null ? null : record.SeenDegree[cell];
        var hash = FingerprintHash.Of(snrDb, FingerprintHash.Of(((long)place << 32) + cell));
        return new PictureQuality(seen is null ? null : seen == record.WantedDegree, record.LpipsP[cell],
            record.PsnrDb[cell], hash, seen)
        {
            Identity = record.Identity[cell],
        };
    }

    private (int Place, double Fraction) Draw(EditRequest request, ReadRequest read)
    {
        var attribute = read.Label.Attribute is { } known ? (int)known : FaceAttributes.Count;
        var group = 2 * attribute + (request.Latent is null ? 1 : 0);
        var block = new PhiloxKey(seed, StreamPurpose.CalibratedCodec, request.User, request.Id).Block(0);
        return (places[group][(int)(places[group].Length * block.Uniform)], block.SecondUniform);
    }

    /// <summary>One of the two SNRs beside it, the nearer one more often; at the ends of the table the last.</summary>
    private int SnrPlaceOf(double snrDb, double fraction)
    {
        var (snrsDb, above) = (table.SnrsDb, 0);
        while (above < snrsDb.Count && snrsDb[above] < snrDb) above++;
        if (above == 0 || above == snrsDb.Count) return Math.Max(0, above - 1);
        return fraction < (snrDb - snrsDb[above - 1]) / (snrsDb[above] - snrsDb[above - 1]) ? above : above - 1;
    }
}

/// <summary>Reads each sentence once, and takes the rest from a record; its symbols are never computed.</summary>
internal sealed class CalibratedEncoder(DrawnRecords records, Func<string, RequestLabel> labelOf) : IEncoder
{
    private readonly Dictionary<string, ReadRequest> known = [];

    public IReadOnlyList<Encoding?> Encode(IReadOnlyList<EditRequest> batch) =>
        [.. batch.Select(request => records.EncodingOf(request, Read(request.Text)))];

    public void Dispose() { }

    private ReadRequest Read(string text) => known.TryGetValue(text, out var read)
        ? read : known[text] = new ReadRequest(text, labelOf(text), 1);
}

/// <summary>Takes the figures from the record, as it was received at the frame's SNR with its adapter.</summary>
internal sealed class CalibratedJudge(DrawnRecords records) : IJudge
{
    public IReadOnlyList<PictureQuality> Judge(IReadOnlyList<JudgeRequest> batch) =>
        [.. batch.Select(one => records.QualityOf(one.Request, one.Encoding.Read, one.Frame))];

    public void Dispose() { }
}
