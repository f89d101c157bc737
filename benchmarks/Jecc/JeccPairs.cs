using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>Held-out portraits, each with a held-out sentence that asks for a change.</summary>
internal sealed class JeccPairs : IDisposable
{
    private const int SentencesOfPortrait = 1 << 8;
    private static readonly Seed Sentences = new(80);

    internal JeccPairs(int count)
    {
        using var parameters = new PortraitSampler(PortraitSets.Development).Sample(0, count);
        Images = PortraitRenderer.Render(parameters);
        var grammar = new RequestGrammar(Sentences);
        Texts = [.. Enumerable.Range(0, count).Select(portrait => Enumerable
            .Range(portrait * SentencesOfPortrait, SentencesOfPortrait)
            .Select(index => grammar.Generate(index, RequestSplit.HeldOutSentence))
            .First(request => request.Label.Attribute is not null).Text)];
    }

    /// <summary>[N, 3, S, S] in -1..1.</summary>
    internal Tensor Images { get; }

    internal IReadOnlyList<string> Texts { get; }

    /// <summary>All pairs as requests with pictures, which the caller disposes.</summary>
    internal EditRequest[] Requests(int adapterIndex) =>
        [.. Texts.Select((text, i) => new EditRequest(new TransmissionId(i), default,
            new ImageSource.Pixels(Images[i]), text, null, adapterIndex))];

    public void Dispose() => Images.Dispose();
}
