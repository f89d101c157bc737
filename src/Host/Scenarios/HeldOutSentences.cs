using System.Collections;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>
/// What users of a seed may ask for: sentences that the reader's training never showed, each written when first asked
/// for, so that to check a scenario writes none. Thread-safe.
/// </summary>
internal sealed class HeldOutSentences : IReadOnlyList<string>
{
    private readonly Lazy<string>[] sentences;

    public HeldOutSentences(Seed seed, int count)
    {
        var grammar = new RequestGrammar(seed);
        sentences = [.. Enumerable.Range(0, count).Select(index => new Lazy<string>(
            () => grammar.Generate(index, RequestSplit.HeldOutSentence).Text, LazyThreadSafetyMode.PublicationOnly))];
    }

    public int Count => sentences.Length;

    public string this[int index] => sentences[index].Value;

    public IEnumerator<string> GetEnumerator() => sentences.Select(sentence => sentence.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
