using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Portraits;

public sealed class PortraitLookalikesTests
{
    private const int Fours = 200;

    [Fact]
    public void Parameters_OfAFour_DifferInWhatTheMemberSays()
    {
        using var scope = NewDisposeScope();
        var rows = new PortraitLookalikes(PortraitSets.Development).Parameters(
            [.. Enumerable.Range(0, Fours * PortraitLookalikes.Members).Select(i => (long)i)]);
        var changed = new HashSet<string>();
        foreach (var four in rows.data<float>().ToArray().Chunk(PortraitParameters.Count)
            .Chunk(PortraitLookalikes.Members))
        {
            var (features, all) = (Columns(FaceFeatures.First..PortraitParameters.IdentityCount),
                Columns(0..PortraitParameters.FirstAttribute));
            Same(four[0], four[1]).Should().BeEquivalentTo(features.Concat(Columns(0..3)), "features and skin stay");
            Same(four[0], four[2]).Should().BeEquivalentTo(all.Except(features));
            four[2][PortraitParameters.FirstAttribute..].Should().Equal(four[0][PortraitParameters.FirstAttribute..]);
            var group = FaceFeatures.Groups.Single(group =>
                all.Except(Columns(FaceFeatures.ColumnsOf(group))).SequenceEqual(Same(four[0], four[3])));
            changed.Add(group.ToString());
        }
        changed.Should().HaveCount(FaceFeatures.Groups.Count);

        static int[] Columns(Range range) => [.. Enumerable.Range(0, PortraitParameters.Count).Take(range)];
        static int[] Same(float[] one, float[] other) =>    // without degrees: whole numbers may agree by chance
            [.. Columns(0..PortraitParameters.FirstAttribute).Where(i => one[i] == other[i])];
    }

    [Fact]
    public void Code_OfStrangers_IsAtRightAnglesAndAGroupCountsAFifth()
    {
        using var scope = NewDisposeScope();
        var rows = new PortraitSampler(PortraitSets.Development).Sample(0, 2000);
        var (code, other) = (FaceFeatures.Code(rows), FaceFeatures.Code(rows.roll(1, 0)));

        code.square().mean([0]).sum().item<float>().Should().BeApproximately(5, 0.1f, "each group has a square of 1");
        nn.functional.cosine_similarity(code, other).mean().item<float>().Should().BeApproximately(0, 0.02f, "n = 2,000");
        foreach (var group in FaceFeatures.Groups) Moved(group).Should().BeInRange(0.25f, 0.45f);

        float Moved(FeatureGroup group)
        {
            var (low, high) = (rows.clone(), rows.clone());
            low[.., FaceFeatures.ColumnsOf(group)].fill_(0.1f);
            high[.., FaceFeatures.ColumnsOf(group)].fill_(0.9f);
            return nn.functional.cosine_similarity(FaceFeatures.Code(low), FaceFeatures.Code(high)).mean().item<float>();
        }
    }
}
