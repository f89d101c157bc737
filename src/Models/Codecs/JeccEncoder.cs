using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Codecs;

/// <summary>A part of a transmitter's work on a batch, in this order.</summary>
public enum JeccStep
{
    /// <summary>The sentences are read.</summary>
    Text,
    /// <summary>Latent vectors are found for the pictures.</summary>
    Inversion,
    /// <summary>They are edited.</summary>
    Matching,
    /// <summary>They become symbols.</summary>
    Symbols,
}

/// <summary>
/// The transmitter: reads the sentence, inverts the picture (eq. 8, 9), edits the latent vector until the predictor
/// agrees (eq. 10, 11), and makes symbols of it (eq. 16). The networks stay the caller's. Not thread-safe.
/// </summary>
/// <param name="networks">What it computes with.</param>
/// <param name="options">How it works.</param>
/// <param name="adapterSnrsDb">The SNRs that adapter indices stand for, dB; by default those of the networks.</param>
/// <param name="finished">Hears the end of each step of each batch, for whoever measures time.</param>
/// <param name="stop">Ends a batch between two iterations, by an <see cref="OperationCanceledException"/>.</param>
public sealed class JeccEncoder(JeccNetworks networks, JeccOptions? options = null,
    IReadOnlyList<double>? adapterSnrsDb = null, Action<JeccStep>? finished = null,
    CancellationToken stop = default) : IEncoder
{
    private readonly JeccOptions options = (options ?? new()).Validated();
    private readonly IReadOnlyList<double> adapterSnrsDb = adapterSnrsDb ?? networks.Adapters.SnrsDb;
    private readonly ImageLoader loader = new((int)networks.Generator.Options.Size.Resolution);

    private readonly Dictionary<double, LatentCode> codes = [];
    private readonly Dictionary<TransmissionId, string> problems = [];

    public IReadOnlyDictionary<TransmissionId, string> Problems => problems;

    public IReadOnlyList<Encoding?> Encode(IReadOnlyList<EditRequest> batch)
    {
        problems.Clear();
        return [.. batch.Chunk(options.Slots).SelectMany(EncodeSlots)];
    }

    /// <summary>The same edited picture in symbols for another adapter: nothing is read, inverted or edited again.</summary>
    public Encoding ForAdapter(Encoding encoding, int adapterIndex)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var latent = tensor(encoding.Latent, device: networks.Device);
        return encoding with { Symbols = Numbers(CodeOf(adapterIndex).Encode(latent, encoding.After)) };
    }

    /// <summary>The networks stay: others use them.</summary>
    public void Dispose()
    {
        foreach (var code in codes.Values) code.Dispose();
        codes.Clear();
    }

    private Encoding?[] EncodeSlots(EditRequest[] requests)
    {
        using var scope = NewDisposeScope();
        var images = requests.Select(request => request.Latent is null ? Load(request) : null).ToArray();
        int[] usable = [.. Enumerable.Range(0, requests.Length)
            .Where(i => images[i] is not null || requests[i].Latent is not null)];
        var encodings = new Encoding?[requests.Length];
        if (usable.Length == 0) return encodings;
        var encoded = Encode([.. usable.Select(i => requests[i])], [.. usable.Select(i => images[i])]);
        foreach (var (encoding, i) in encoded.Zip(usable)) encodings[i] = encoding;
        return encodings;
    }

    private Tensor? Load(EditRequest request)
    {
        var image = loader.Load(request.Image, out var problem);
        if (problem is not null) problems[request.Id] = problem;
        return image;
    }

    private List<Encoding> Encode(EditRequest[] requests, Tensor?[] images)
    {
        var read = networks.Reader.Read([.. requests.Select(request => request.Text)]);
        finished?.Invoke(JeccStep.Text);
        var (sources, losses) = Invert(requests, images);
        finished?.Invoke(JeccStep.Inversion);
        var edits = Edit(sources, read);
        finished?.Invoke(JeccStep.Matching);
        using var quiet = no_grad();
        var symbols = edits.Zip(requests, (edit, request) => CodeOf(request.AdapterIndex).Encode(edit.Z, edit.After)).ToArray();
        List<Encoding> encodings = [.. requests.Select((request, i) => Keep(request, images[i],
            new Encoding(Numbers(symbols[i]), Numbers(edits[i].Z), read[i], edits[i].Target)
            {
                Source = Numbers(sources[i]),
                Before = edits[i].Before,
                After = edits[i].After,
                Iterations = edits[i].Iterations,
                Reason = edits[i].Reason,
                InversionLoss = losses[i],
            }))];
        foreach (var latent in sources.Concat(edits.Select(edit => edit.Z))) latent.Dispose();
        finished?.Invoke(JeccStep.Symbols);
        return encodings;
    }

    /// <summary>The latent vector [latent] of each request, and J of eq. 8 where it was searched.</summary>
    private (Tensor[] Sources, double?[] Losses) Invert(EditRequest[] requests, Tensor?[] images)
    {
        var (sources, losses) = (new Tensor[requests.Length], new double?[requests.Length]);
        int[] pictures = [.. Enumerable.Range(0, requests.Length).Where(i => images[i] is not null)];
        for (var i = 0; i < requests.Length; i++)
            if (images[i] is null) sources[i] = tensor(requests[i].Latent!, device: networks.Device);
        if (pictures.Length == 0) return (sources, losses);
        var found = ImageInversion.Invert(networks.Generator, networks.Perceptual,
            options.GuessedStart ? networks.Guess : null, options.Inversion,
            stack(pictures.Select(i => images[i]!)).to(networks.Device),
            [.. pictures.Select(i => requests[i].Id.Value)], options.Slots, stop);
        foreach (var (result, i) in found.Zip(pictures)) (sources[i], losses[i]) = (result.Z, result.Loss);
        return (sources, losses);
    }

    private MatchingResult[] Edit(Tensor[] sources, IReadOnlyList<ReadRequest> read)
    {
        using var matching = new AttributeMatching(networks.Generator, networks.Predictor, networks.Fields,
            options.Slots, options.Matching);
        foreach (var (source, request) in sources.Zip(read)) matching.Add(source, request.Label);
        var edits = new MatchingResult[sources.Length];
        while (matching.Occupied > 0)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var edit in matching.Step()) edits[edit.Slot] = edit;
        }
        return edits;
    }

    private LatentCode CodeOf(int adapterIndex)
    {
        var snrDb = adapterSnrsDb[adapterIndex];
        if (codes.TryGetValue(snrDb, out var code)) return code;
        return codes[snrDb] = options.Coding is { Form: not AdapterForm.Paper } coding ? networks.Code(coding, snrDb)
            : new PaperCode(options.Coding is null ? null : networks.Adapters[networks.Adapters.Nearest(snrDb)],
                networks.Device);
    }

    private Encoding Keep(EditRequest request, Tensor? image, Encoding encoding)
    {
        if (!request.KeepsPictures) return encoding;
        using var scope = NewDisposeScope();
        var made = networks.Pictures([tensor(encoding.Source), tensor(encoding.Latent)]);
        return encoding with { Pictures = new(image is null ? made[0]! : ImageTensors.ToImage(image), made[1]!) };
    }

    private static float[] Numbers(Tensor vector) => vector.cpu().data<float>().ToArray();
}
