using System.Text.RegularExpressions;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Requests;

/// <summary>Reads requests in English with the trained network of weights/text.safetensors.</summary>
public sealed class RequestReader : IDisposable
{
    /// <summary>The header field of the weights file that holds the vocabulary in order.</summary>
    internal const string WordsKey = "words";

    private const string FileName = "text.safetensors";
    private const int Batch = 256;

    /// <summary>How sure the reader must be that it is a request, of this attribute and direction, to do anything.</summary>
    public const double LeastCertainty = 0.5;

    private const double LeastCertaintyOfTwo = 0.8;    // of either part of a sentence, for it to be two requests

    private readonly TextEncoder encoder;
    private readonly RequestTokenizer tokenizer;
    private readonly int[] heads;    // places in the network's outputs, in the order of RequestHeads

    /// <summary>Takes the encoder over and disposes it.</summary>
    internal RequestReader(TextEncoder encoder, RequestTokenizer tokenizer)
    {
        (this.encoder, this.tokenizer) = (encoder, tokenizer);
        heads = [.. RequestHeads.All.Select(head => encoder.Options.Heads.ToList().IndexOf(head))];
        encoder.eval();
    }

    /// <summary>
    /// Loads the reader of a weights folder; throws a <see cref="WeightsException"/> where it is missing or is not what
    /// the manifest lists.
    /// </summary>
    public static RequestReader Load(DirectoryInfo weights)
    {
        using var file = SafetensorsFile.Open(WeightsManifest.Load(weights.FullName).Require(FileName));
        var encoder = (TextEncoder)NetworkKind.All.Single(kind => kind.Name == "text").Load(file);
        var words = WordsOf(file);
        if (encoder.Options.VocabularySize == new RequestTokenizer(words).Count
            && RequestHeads.All.All(encoder.Options.Heads.Contains)) return new(encoder, new(words));
        encoder.Dispose();
        throw new WeightsException(WeightsErrorReason.WrongNetwork,
            $"{FileName} does not read requests: it has another vocabulary or other heads.");
    }

    /// <summary>The vocabulary of a weights folder's reader, in order.</summary>
    internal static IReadOnlyList<string> WordsOf(DirectoryInfo weights)
    {
        using var file = SafetensorsFile.Open(WeightsManifest.Load(weights.FullName).Require(FileName));
        return WordsOf(file);
    }

    private static string[] WordsOf(SafetensorsFile file) =>
        file.Metadata.GetValueOrDefault(WordsKey, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal TextEncoder Encoder => encoder;

    public ReadRequest Read(string text) => Read([text])[0];

    /// <summary>
    /// Reads sentences, each for itself: what stands beside a sentence changes nothing. Of requests for several
    /// attributes in one, the first is read.
    /// </summary>
    public IReadOnlyList<ReadRequest> Read(IReadOnlyList<string> texts)
    {
        var whole = ReadWhole(texts);
        SentenceCut[][] cuts = [.. whole.Select(read => read.Label.Attribute is null ? [] : SentenceCut.Of(read.Text))];
        var parts = ReadWhole([.. cuts.SelectMany(of => of).SelectMany(cut => (string[])[cut.Before, cut.Behind])]);
        var next = 0;
        return [.. whole.Zip(cuts, (read, of) =>
        {
            var pairs = of.Select(_ => (Before: parts[next++], Behind: parts[next++])).ToArray();
            return pairs.FirstOrDefault(pair => AreTwo(read, pair.Before, pair.Behind)) is { Behind: { } rest }
                ? read with { Unread = rest.Text } : read;
        })];
    }

    private static bool AreTwo(ReadRequest whole, ReadRequest before, ReadRequest behind) =>
        before.Label.Attribute is { } one && one == whole.Label.Attribute
        && behind.Label.Attribute is { } other && one != other
        && Math.Min(before.Confidence, behind.Confidence) > LeastCertaintyOfTwo;

    private ReadRequest[] ReadWhole(IReadOnlyList<string> texts) => [.. texts.Chunk(Batch).SelectMany(ReadChunk)];

    public void Dispose() => encoder.Dispose();

    private IEnumerable<ReadRequest> ReadChunk(string[] texts)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var outputs = encoder.call(tensor(tokenizer.Encode(texts).Numbers));
        var chances = heads.Select(head => outputs[head].softmax(1).data<float>().ToArray()).ToArray();
        return [.. texts.Select((text, row) => Decide(text,
            [.. chances.Select((all, head) => all.AsSpan(row * RequestHeads.All[head].Classes,
                RequestHeads.All[head].Classes).ToArray())]))];
    }

    private static ReadRequest Decide(string text, float[][] chances)
    {
        var best = chances.Select(of => Array.IndexOf(of, of.Max())).ToArray();
        var modes = chances[0];
        var request = (RequestMode)Array.IndexOf(modes, modes[..(int)RequestMode.None].Max());
        var label = RequestHeads.LabelOf(request, best);
        var (attribute, direction) = (Chance(1, label.Attribute is not null), Chance(2, label.Direction is not null));
        var confidence = modes[(int)request] * attribute * direction
            * Chance(3, label.Value is not null) * Chance(4, label.Target is not null);
        var certainty = (1 - modes[(int)RequestMode.None]) * attribute * direction;
        return certainty >= LeastCertainty
            ? new(text, label, confidence)
            : new(text, RequestLabel.None, Math.Min(confidence, certainty)) { Guess = label };

        double Chance(int head, bool used) => used ? chances[head][best[head]] : 1;
    }
}

/// <summary>A sentence as the reader understands it.</summary>
/// <param name="Text">The sentence as it was given.</param>
/// <param name="Label">What it asks for; None where it is not a request about the five attributes.</param>
/// <param name="Confidence">
/// How likely all fields of the best request are right, 0..1; for None, how likely that request would have been.
/// </param>
public sealed record ReadRequest(string Text, RequestLabel Label, double Confidence)
{
    /// <summary>What it might have asked for, where that was too unsure to be done; null where the label is not None.</summary>
    public RequestLabel? Guess { get; init; }

    /// <summary>A further request of the sentence, for another attribute, that is not done; null where there is none.</summary>
    public string? Unread { get; init; }
}

/// <summary>A sentence in two parts, at a mark or a joining word.</summary>
internal sealed partial record SentenceCut(string Before, string Behind)
{
    public static SentenceCut[] Of(string text) =>
        [.. Joint().Matches(text).Where(joint => joint.Index > 0 && joint.Index + joint.Length < text.Length)
            .Select(joint => new SentenceCut(text[..joint.Index], text[(joint.Index + joint.Length)..]))];

    [GeneratedRegex(@"\s*[,.;:!?&+/]\s*(?:(?:and|but|then|also|plus)\s+)*|\s+(?:(?:and|but|then|also|plus|while)\s+)+",
        RegexOptions.IgnoreCase)]
    private static partial Regex Joint();
}
