using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// How far a request's symbols, of unit power, depend on what shares its batch: the largest difference between those
/// of held-out requests alone and in full slots.
/// </summary>
internal sealed class BatchMates(JeccNetworks networks, EvaluationData data)
{
    private const int MostRequests = 16, Slots = 8;
    private const double MostByDefault = 1e-3;
    private static readonly Seed Sentences = new(81);

    /// <summary>Over as many requests as there are portraits, 16 at most.</summary>
    public IReadOnlyList<MeasuredFigure> Measure(int portraits)
    {
        using var scope = NewDisposeScope();
        var requests = Requests(Math.Min(portraits, MostRequests));
        var usual = networks.Generator.Precision;
        var figures = new List<MeasuredFigure> { Largest("with Deterministic", requests, deterministic: true, 0) };
        if (usual is { } low) figures.Add(Largest($"by default, maps in {low}", requests, deterministic: false, MostByDefault));
        networks.Generator.Precision = null;
        figures.Add(Largest("by default, maps in Float32", requests, deterministic: false, MostByDefault));
        networks.Generator.Precision = usual;
        return figures;
    }

    private MeasuredFigure Largest(string how, EditRequest[] requests, bool deterministic, double bar)
    {
        using var encoder = new JeccEncoder(networks, new() { Slots = Slots, Deterministic = deterministic });
        var together = encoder.Encode(requests);
        var largest = requests.Zip(together, (request, among) => encoder.Encode([request])[0]!.Symbols
            .Zip(among!.Symbols, (alone, mate) => (double)Math.Abs(alone - mate)).Max()).Max();
        return Estimate.Exact(
            "batch mates", $"largest change of a symbol, {how}", largest, requests.Length, Bar.AtMost(bar));
    }

    private EditRequest[] Requests(int count)
    {
        var images = PortraitRenderer.Render(new PortraitSampler(data.Portraits).Sample(0, count));
        var grammar = new RequestGrammar(Sentences, data.Sentences);
        return [.. Enumerable.Range(0, count).Select(i => new EditRequest(new TransmissionId(i), default,
            new ImageSource.Pixels(images[i]), grammar.Generate(i, RequestSplit.HeldOutSentence).Text, null,
            i % networks.Adapters.SnrsDb.Count))];
    }
}
