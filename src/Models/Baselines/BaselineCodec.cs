using System.Collections.Concurrent;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Baselines;

/// <summary>
/// A baseline of the paper as a codec: a picture code, and Talk2Edit on one side of the air. Pictures are worked on one
/// by one, so no result depends on a batch. Its latent vector is the picture that was sent, [3 S S].
/// </summary>
public sealed class BaselineCodec : ICodec
{
    private static readonly ConcurrentDictionary<(string Folder, string Device), Lazy<AttributeFields>> Fields = [];

    private readonly BaselineScheme scheme;
    private readonly BaselineOptions options;
    private readonly DirectoryInfo weights;
    private readonly IReadOnlyList<double> adapterSnrsDb;
    private readonly int bankSize, side;
    private readonly TimeProvider time;

    /// <summary>Throws a <see cref="WeightsException"/> that names the file where weights are missing.</summary>
    /// <param name="scheme">Which one.</param>
    /// <param name="options">How it works.</param>
    /// <param name="weights">The folder of the networks.</param>
    /// <param name="adapterSnrsDb">The SNRs, dB, that adapter indices stand for; DeepSC has a network for each.</param>
    /// <param name="bankSize">Networks of DeepSC that a decoder keeps loaded.</param>
    /// <param name="time">Measures how long they load.</param>
    public BaselineCodec(BaselineScheme scheme, BaselineOptions options, DirectoryInfo weights,
        IReadOnlyList<double> adapterSnrsDb, int bankSize, TimeProvider time)
    {
        (this.scheme, this.options, this.weights, this.adapterSnrsDb, this.bankSize, this.time) =
            (scheme, options, weights, adapterSnrsDb, bankSize, time);
        WeightsFiles = Required();
        if (scheme.Carrier == PictureCarrier.DeepSc) DeepScSet.Check(weights, adapterSnrsDb);
        side = PriorNetworks.ImageSide(weights);
        using var code = CreatePictureCode("cpu");
        SymbolCount = code.SymbolCount;
    }

    public string Name => scheme.Name;

    public int SymbolCount { get; }

    /// <summary>DeepSC's receiver must know which network sent; bits say nothing of an adapter.</summary>
    public int HeaderSymbols => scheme.Carrier == PictureCarrier.DeepSc ? AdapterHeader.Symbols(adapterSnrsDb.Count) : 0;

    public IReadOnlyList<WeightsFileEntry> WeightsFiles { get; }

    /// <summary>Other than the form that the options name; null for that.</summary>
    public Talk2EditOptions? Editing { get; init; }

    public IBatchTimes? GivenTimes => null;

    private Talk2EditOptions EditingOptions => Editing ?? Talk2EditOptions.Of(options.Talk2Edit);

    public IBatchTimes TimesOn(DeviceProfile device) =>
        new BaselineTimes(device, EditingOptions.Iterations, scheme.EditsAtReceiver);

    public void WarmUp(string device) => Codecs.WarmUp.Run(this, device);

    public IEncoder CreateEncoder(WorkerPlace place) => new BaselineEncoder(NetworksOn(place.Device),
        () => CreatePictureCode(place.Device), scheme.EditsAtReceiver ? null : CreateEditor(place));

    public IDecoder CreateDecoder(WorkerPlace place) => new BaselineDecoder(NetworksOn(place.Device),
        () => CreatePictureCode(place.Device), scheme.EditsAtReceiver ? CreateEditor(place) : null);

    public IJudge CreateJudge(WorkerPlace place) => new BaselineJudge(NetworksOn(place.Device),
        JeccCodec.SharedJudge(weights, place.Device), () => CreatePictureCode(place.Device), scheme.EditsAtReceiver, side);

    /// <summary>The picture code alone, without an edit; the caller disposes it.</summary>
    public IPictureCode CreatePictureCode(string device) => scheme.Carrier == PictureCarrier.DeepSc
        ? new DeepScCode(weights, side, adapterSnrsDb, bankSize, new Device(device), time)
        : new JpegLdpcCode(side, options.BitsPerPixel, options.Modulation);

    /// <summary>Talk2Edit alone, with the networks that all share.</summary>
    public Talk2Edit CreateEditor(WorkerPlace place)
    {
        var fields = Fields.GetOrAdd((weights.FullName, place.Device), _ => new Lazy<AttributeFields>(
            () => PriorNetworks.Frozen(PriorNetworks.StyleFields(weights), new Device(place.Device)))).Value;
        return new(NetworksOn(place.Device), fields, EditingOptions, place.Stop);
    }

    private JeccNetworks NetworksOn(string device) => JeccCodec.SharedNetworks(weights, device);

    private List<WeightsFileEntry> Required()
    {
        var (own, task) = scheme.Carrier == PictureCarrier.DeepSc
            ? ((string[])[AttributeFields.OnStylesFileName, DeepScSet.FileName], "talk2edit' and './eds train deepsc")
            : ([AttributeFields.OnStylesFileName], "talk2edit");
        try
        {
            return JeccCodec.Required(weights, null, own);
        }
        catch (WeightsException missing) when (missing.Reason == WeightsErrorReason.UnlistedFile)
        {
            throw new WeightsException(missing.Reason,
                $"the codec {Name} lacks a network: {missing.Message} './eds train {task}' make what it needs.");
        }
    }
}

/// <summary>
/// What a device's profile of the learned codec says of a baseline, whose steps are alike: an estimate, that counts
/// pictures one by one and, where the receiver edits, a walk of so many moves each.
/// </summary>
internal sealed record BaselineTimes(DeviceProfile Device, int Iterations, bool EditsAtReceiver) : IBatchTimes
{
    private const int MovesAtReceiver = 24;

    private readonly DeviceProfile alone =
        Device with { Rows = 1, InversionIterations = EditsAtReceiver ? 0 : Iterations };

    public double AdapterLoadSeconds => Device.AdapterLoadSeconds;

    public double LeastEncodeSeconds(IReadOnlyList<EditRequest> requests) =>
        alone.LeastEncodeSeconds([.. requests.Select(request => request with { Latent = null })]);

    public double EncodeSeconds(IReadOnlyList<Encoding?> encodings) => alone.EncodeSeconds(encodings);

    public double DecodeSeconds(int frames)
    {
        var edit = (Iterations * Device.Batches[0].InversionMs + MovesAtReceiver * Device.Batches[0].MatchingMs) / 1000;
        return alone.DecodeSeconds(frames) + (EditsAtReceiver ? frames * edit / Device.Batches[0].Size : 0);
    }
}
