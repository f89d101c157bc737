using EditableDeepSC.Channels;

namespace EditableDeepSC.Models.Requests;

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
