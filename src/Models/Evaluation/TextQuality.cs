using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>How well a reader reads: the share of sentences with every field right, by where they come from.</summary>
/// <param name="KnownTemplates">Sentences that training never showed, of templates that it did.</param>
/// <param name="HeldOutTemplates">Sentences of templates that training never showed.</param>
/// <param name="Paper">The eight sentences of the paper's figures.</param>
public sealed record TextQuality(TextScore KnownTemplates, TextScore HeldOutTemplates, TextScore Paper)
{
    /// <summary>Reads so many sentences of either split; the seed is not that of the training.</summary>
    public static TextQuality Measure(RequestReader reader, int sentences, Seed seed, RequestUse use)
    {
        var grammar = new RequestGrammar(seed, use);
        return new(Score(RequestSplit.HeldOutSentence), Score(RequestSplit.HeldOutTemplate),
            TextScore.Of(reader, PaperRequests.All));

        TextScore Score(RequestSplit split) => TextScore.Of(reader, [.. Enumerable.Range(0, sentences)
            .Select(index => grammar.Generate(index, split)).Select(request => (request.Text, request.Label))]);
    }
}

/// <summary>How many labelled sentences a reader read right in all fields.</summary>
/// <param name="Right">Sentences with every field right.</param>
/// <param name="Count">Sentences.</param>
public sealed record TextScore(int Right, int Count)
{
    /// <summary>The share read right, with its 95 % interval.</summary>
    public RateInterval Share => RateInterval.Wilson(Right, Count);

    public static TextScore Of(RequestReader reader, IReadOnlyList<(string Text, RequestLabel Label)> sentences)
    {
        var read = reader.Read([.. sentences.Select(sentence => sentence.Text)]);
        return new(read.Zip(sentences).Count(pair => pair.First.Label == pair.Second.Label), sentences.Count);
    }
}

/// <summary>The sentences in the figures of the Editable-DeepSC paper; kept out of training.</summary>
public static class PaperRequests
{
    public static IReadOnlyList<(string Text, RequestLabel Label)> All { get; } =
    [
        ("Smile more", RequestLabel.Change(FaceAttribute.Smiling, EditDirection.Positive)),
        ("I kind of want the smile to be less obvious",
            RequestLabel.Change(FaceAttribute.Smiling, EditDirection.Negative)), // "kind of" hedges the wish
        ("Add long bangs", RequestLabel.To(FaceAttribute.Bangs, 4)),
        ("Make the bangs longer", RequestLabel.Change(FaceAttribute.Bangs, EditDirection.Positive)),
        ("Make the fringe just a little longer", RequestLabel.Change(FaceAttribute.Bangs, EditDirection.Positive, 1)),
        ("What about trying bangs that leaves half of the forehead visible", RequestLabel.To(FaceAttribute.Bangs, 3)),
        ("What about trying extremely long fringe", RequestLabel.To(FaceAttribute.Bangs, 5)),
        ("Make the face slightly younger", RequestLabel.Change(FaceAttribute.Age, EditDirection.Negative, 1)),
    ];
}
