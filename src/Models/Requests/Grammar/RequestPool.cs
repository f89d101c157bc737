using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Requests.Grammar;

/// <summary>
/// The grammar's training sentences 0 to count - 1 as numbers, some with another sentence behind them and with
/// <see cref="Babble"/>, each written when first asked for.
/// </summary>
internal sealed class RequestPool(int count, Seed seed, RequestTokenizer tokenizer)
{
    private const byte BabbleStage = 100;    // the grammar's own draws have the split's number here
    private const double JoinedChance = 0.15;
    private static readonly string[] Joints = ["and", "and", "", "", "then", "but", "also", "and also", "and then", "plus"];
    private readonly RequestGrammar grammar = new(seed);
    private readonly int[] idle = [.. RequestGrammar.NeutralWords().SelectMany(word => tokenizer.Encode(word))];
    private readonly (int[] Words, long[] Classes)[] sentences = new (int[], long[])[count];

    public int Count => sentences.Length;

    public int LengthOf(long index) => Sentence(index).Words.Length;

    /// <summary>Sentences [N, L], padded at the end, and their classes [N, heads], for the caller to dispose.</summary>
    public (Tensor Words, Tensor Classes) Take(IReadOnlyList<long> indices)
    {
        var taken = indices.Select(Sentence).ToArray();
        var words = new long[taken.Length, taken.Max(sentence => sentence.Words.Length)];
        var classes = new long[taken.Length, RequestHeads.All.Count];
        for (var i = 0; i < taken.Length; i++)
        {
            for (var j = 0; j < taken[i].Words.Length; j++) words[i, j] = taken[i].Words[j];
            for (var j = 0; j < taken[i].Classes.Length; j++) classes[i, j] = taken[i].Classes[j];
        }
        return (tensor(words), tensor(classes));
    }

    private (int[] Words, long[] Classes) Sentence(long index)
    {
        if (sentences[index].Words is null)
        {
            var request = grammar.Generate(index);
            var draw = new Draw(new PhiloxKey(
                seed, StreamPurpose.Requests, default, new TransmissionId(index), BabbleStage));
            if (draw.Chance(JoinedChance))
                request = Joined(request, draw.Of(Joints), grammar.Generate((index + Count / 2) % Count));
            var words = Babble.Around(tokenizer.Encode(request.Text), idle, draw);
            sentences[index] = (words, RequestHeads.ClassesOf(request.Label));
        }
        return sentences[index];
    }

    /// <summary>Two sentences as one, which means its first request; the first alone where that would not be clear.</summary>
    internal static LabelledRequest Joined(LabelledRequest first, string joint, LabelledRequest second)
    {
        var (one, other) = (first.Label, second.Label);
        if (RequestMode.End == one.Mode || RequestMode.End == other.Mode || one.Attribute == other.Attribute) return first;
        return first with { Text = $"{first.Text} {joint} {second.Text}", Label = one.Attribute is null ? other : one };
    }
}

/// <summary>
/// Inserts neutral words before, behind and into a training sentence, so that the reader learns what counts and not
/// the turns of phrase around it.
/// </summary>
internal static class Babble
{
    private const double BeforeChance = 0.25, BehindChance = 0.1, InsideChance = 0.15;
    private const int MostBefore = 5, MostBehind = 3;

    /// <summary>The word numbers of a sentence, with some of the idle ones added now and then.</summary>
    public static int[] Around(int[] sentence, IReadOnlyList<int> idle, Draw draw)
    {
        List<int> words = [.. sentence];
        if (draw.Chance(InsideChance)) words.Insert(draw.Below(words.Count + 1), draw.Of(idle));
        if (draw.Chance(BeforeChance)) words.InsertRange(0, Some(MostBefore));
        if (draw.Chance(BehindChance)) words.AddRange(Some(MostBehind));
        return [.. words];

        int[] Some(int most) => [.. Enumerable.Range(0, 1 + draw.Below(most)).Select(_ => draw.Of(idle))];
    }
}
