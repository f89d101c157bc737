using EditableDeepSC.Models.Requests.Templates;

namespace EditableDeepSC.Models.Requests;

/// <summary>
/// Puts words that say nothing before, behind and into a training sentence, so that what counts is learned and not
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
