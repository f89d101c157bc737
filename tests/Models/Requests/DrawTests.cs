using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Tests.Requests;

public class DrawTests
{
    private const int N = 10_000;
    private static readonly int[] Items = [.. Enumerable.Range(0, 100)];

    [Fact]
    public void Common_FirstOfAHundred_IsATenthOfTheDraws() // sqrt(1 / 100); five standard deviations are 0.015
    {
        var draw = new Draw(Key);
        var drawn = Enumerable.Range(0, N).Select(_ => draw.Common(Items)).ToArray();

        drawn.Count(item => item == 0).Should().BeCloseTo(N / 10, 150);
        drawn.Distinct().Should().HaveCount(100, "the rare ones come too");
    }

    [Fact]
    public void Common_Flat_TakesAllEvenly() // five standard deviations are 0.005
    {
        var draw = new Draw(Key) { IsFlat = true };
        Enumerable.Range(0, N).Count(_ => draw.Common(Items) == 0).Should().BeCloseTo(N / 100, 50);
    }

    private static PhiloxKey Key => new(new Seed(1), StreamPurpose.Requests, default, new TransmissionId(0));
}
