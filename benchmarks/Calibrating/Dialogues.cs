using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Calibrating;

/// <summary>
/// Dialogues of two turns about portraits, in the sentences that users of the simulator say: what the transmitter makes
/// of each turn. The second starts from the latent vector of the first, as in a run.
/// </summary>
/// <param name="networks">The transmitter's.</param>
/// <param name="portraits">Seed of the portraits.</param>
/// <param name="sentences">Seed of the sentences.</param>
/// <param name="adapterOf">The adapter that a transmission is encoded with.</param>
internal sealed class Dialogues(JeccNetworks networks, Seed portraits, Seed sentences, Func<long, int> adapterOf)
    : IDisposable
{
    internal const int Turns = 2, AtOnce = 10;

    private readonly RequestGrammar grammar = new(sentences);
    private readonly JeccEncoder encoder = new(networks);

    /// <summary>The first, then the second turns of <see cref="AtOnce"/> portraits.</summary>
    internal IEnumerable<Turn> Of(int first)
    {
        using var rows = new PortraitSampler(portraits).Sample(first, AtOnce);
        using var images = PortraitRenderer.Render(rows);
        var sources = Enumerable.Range(0, AtOnce).Select(i => new ImageSource.Pixels(images[i])).ToArray();
        var turns = Encode([.. sources.Select((source, i) => Request(Turns * (first + i), source, null))],
            [.. sources.Select(source => ImageTensors.ToImage(source.Image))]);
        var later = Encode([.. turns.Select(turn =>
                Request(turn.Request.Id.Value + 1, turn.Request.Image, turn.Encoding.Latent))],
            [.. networks.Pictures([.. turns.Select(turn => tensor(turn.Encoding.Latent))])!]);
        foreach (var turn in turns.Concat(later)) yield return turn;
        foreach (var source in sources) source.Image.Dispose();
    }

    internal LabelledRequest Sentence(long transmission) =>
        grammar.Generate(transmission, RequestSplit.HeldOutSentence);

    public void Dispose() => encoder.Dispose();

    private Turn[] Encode(EditRequest[] requests, RgbImage[] originals) =>
        [.. requests.Zip(encoder.Encode(requests), originals)
            .Select(one => new Turn(one.First, one.Second!, one.Third))];

    private EditRequest Request(long id, ImageSource image, float[]? latent) =>
        new(new TransmissionId(id), default, image, Sentence(id).Text, latent, adapterOf(id));
}

/// <summary>A turn of a dialogue.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Encoding">What the transmitter made of it.</param>
/// <param name="Original">What the request refers to.</param>
internal sealed record Turn(EditRequest Request, Encoding Encoding, RgbImage Original);
