using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Requests;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>What is to be edited and sent.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Image">The picture [3, S, S] in -1..1, the caller's; null where a latent vector goes on from an
/// edit.</param>
/// <param name="Latent">The latent vector of the turn before, [latent]; null where there is a picture.</param>
/// <param name="AdapterId">A place in <see cref="AdapterSet.SnrsDb"/>.</param>
/// <param name="Number">Keys the random start where the inversion takes one.</param>
public sealed record JeccRequest(string Text, Tensor? Image, float[]? Latent, int AdapterId, long Number = 0);

/// <summary>What a transmitter made of a request.</summary>
/// <param name="Symbols">X' of eq. 16: real symbols [k] of unit average power.</param>
/// <param name="Source">The inverted picture's latent vector before the edit, [latent].</param>
/// <param name="Latent">The edited latent vector, for the next turn and for measurements, [latent].</param>
/// <param name="Request">How the sentence was understood.</param>
/// <param name="Target">The degree aimed at; null where nothing was asked.</param>
/// <param name="Before">The degrees that the predictor sees before the edit.</param>
/// <param name="After">The degrees that it sees after.</param>
/// <param name="Iterations">Moves of the edit.</param>
/// <param name="Reason">Why the edit ended.</param>
/// <param name="InversionLoss">J of eq. 8; null where a latent vector was given. Very high for what is no
/// portrait.</param>
public sealed record JeccEncoding(float[] Symbols, float[] Source, float[] Latent, ReadRequest Request,
    EditTarget? Target, IReadOnlyList<int> Before, IReadOnlyList<int> After, int Iterations, MatchingStop Reason,
    double? InversionLoss);

/// <summary>A part of a transmitter's work on a batch, in this order.</summary>
public enum JeccStage
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
/// agrees (eq. 10, 11), and makes symbols of it (eq. 16, 4). The networks stay the caller's. Not thread-safe.
/// </summary>
/// <param name="networks">What it computes with.</param>
/// <param name="options">How it works.</param>
/// <param name="finished">Hears the end of each stage of each batch, for whoever measures time.</param>
public sealed class JeccEncoder(JeccNetworks networks, JeccOptions? options = null, Action<JeccStage>? finished = null)
{
    private readonly JeccOptions options = (options ?? new()).Validated();

    /// <summary>Encodes requests, in their order; each result depends on its request alone.</summary>
    public IReadOnlyList<JeccEncoding> Encode(IReadOnlyList<JeccRequest> requests) =>
        [.. requests.Chunk(options.Slots).SelectMany(EncodeSlots)];

    private List<JeccEncoding> EncodeSlots(JeccRequest[] requests)
    {
        using var scope = NewDisposeScope();
        var read = networks.Reader.Read([.. requests.Select(request => request.Text)]);
        finished?.Invoke(JeccStage.Text);
        var (sources, losses) = Invert(requests);
        finished?.Invoke(JeccStage.Inversion);
        var edits = Edit(sources, read);
        finished?.Invoke(JeccStage.Matching);
        using var quiet = no_grad();
        var symbols = Symbols(stack(edits.Select(edit => edit.Z)), requests);
        List<JeccEncoding> encodings = [.. requests.Select((_, i) => new JeccEncoding(Numbers(symbols[i]),
            Numbers(sources[i]), Numbers(edits[i].Z), read[i], edits[i].Target, edits[i].Before, edits[i].After,
            edits[i].Iterations, edits[i].Reason, losses[i]))];
        foreach (var latent in sources.Concat(edits.Select(edit => edit.Z))) latent.Dispose();
        finished?.Invoke(JeccStage.Symbols);
        return encodings;
    }

    /// <summary>The latent vector [latent] of each request, and J of eq. 8 where it was searched.</summary>
    private (Tensor[] Sources, double?[] Losses) Invert(JeccRequest[] requests)
    {
        var (sources, losses) = (new Tensor[requests.Length], new double?[requests.Length]);
        int[] pictures = [.. Enumerable.Range(0, requests.Length).Where(i => requests[i].Image is not null)];
        for (var i = 0; i < requests.Length; i++)
            if (requests[i].Image is null) sources[i] = tensor(requests[i].Latent!, device: networks.Device);
        if (pictures.Length == 0) return (sources, losses);
        var images = stack(pictures.Select(i => requests[i].Image!)).to(networks.Device);
        var found = ImageInversion.Invert(networks.Generator, networks.Perceptual,
            options.GuessedStart ? networks.Guess : null, options.Inversion, images,
            [.. pictures.Select(i => requests[i].Number)], options.Slots);
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
            foreach (var edit in matching.Step()) edits[edit.Slot] = edit;
        return edits;
    }

    private Tensor Symbols(Tensor z, JeccRequest[] requests) => ChannelCoding.Encode(z, options.Adapters
        ? [.. requests.Select(request => networks.Adapters[request.AdapterId].Encoder)] : null);

    private static float[] Numbers(Tensor vector) => vector.cpu().data<float>().ToArray();
}
