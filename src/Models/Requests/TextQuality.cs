using EditableDeepSC.Channels;

namespace EditableDeepSC.Models.Requests;

/// <summary>How well a reader reads: the share of sentences with every field right, by where they come from.</summary>
/// <param name="KnownTemplates">Sentences that training never showed, of templates that it did.</param>
/// <param name="HeldOutTemplates">Sentences of templates that training never showed.</param>
/// <param name="Paper">The eight sentences of the paper's figures.</param>
public sealed record TextQuality(TextScore KnownTemplates, TextScore HeldOutTemplates, TextScore Paper)
{
    /// <summary>Reads so many sentences of either split; the seed is not that of the training.</summary>
    public static TextQuality Measure(RequestReader reader, int sentences, Seed seed)
    {
        var grammar = new RequestGrammar(seed);
        return new(Score(RequestSplit.HeldOutSentence), Score(RequestSplit.HeldOutTemplate),
            TextScore.Of(reader, PaperRequests.All));

        TextScore Score(RequestSplit split) => TextScore.Of(reader, [.. Enumerable.Range(0, sentences)
            .Select(index => grammar.Generate(index, split)).Select(request => (request.Text, request.Label))]);
    }
}
