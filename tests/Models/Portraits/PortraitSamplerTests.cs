using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Portraits;

public sealed class PortraitSamplerTests
{
    private readonly PortraitSampler sampler = new(new Seed(1));

    [Fact]
    public void Sample_AnyBatch_GivesTheSameRows()
    {
        using var scope = NewDisposeScope();
        var all = sampler.Sample(0, 20);
        var apart = cat([sampler.Sample(0, 7), sampler.Sample(7, 13)], 0);

        Values(apart).Should().Equal(Values(all));
        Values(new PortraitSampler(new Seed(1)).Sample(19, 1)).Should().Equal(Values(all[19]));
    }

    [Fact]
    public void Sample_OtherSeed_GivesOtherPeople()
    {
        using var scope = NewDisposeScope();
        Values(new PortraitSampler(new Seed(2)).Sample(0, 1)).Should().NotEqual(Values(sampler.Sample(0, 1)));
    }

    [Fact]
    public void Sample_SamePersonInTwoPictures_SharesIdentityAlone()
    {
        using var scope = NewDisposeScope();
        var rows = sampler.Sample([(3, 10), (3, 11)]);
        var same = Enumerable.Range(0, PortraitParameters.Count)
            .Where(column => rows[0, column].item<float>() == rows[1, column].item<float>())
            .Where(column => column < PortraitParameters.FirstAttribute);

        same.Should().Equal(Enumerable.Range(0, PortraitParameters.IdentityCount));
    }

    [Fact]
    public void Sample_ManyRows_SpreadsDegreesEvenlyAndFillsTheRange()
    {
        const int N = 6000;
        using var scope = NewDisposeScope();
        var rows = sampler.Sample(0, N);
        var fractions = rows[.., ..PortraitParameters.FirstAttribute];
        var degrees = PortraitParameters.Degrees(rows);

        var whole = rows[.., PortraitParameters.FirstAttribute..];
        Values(degrees.to_type(ScalarType.Float32)).Should().Equal(Values(whole));
        fractions.min().item<float>().Should().BeInRange(0, 0.001f);
        fractions.max().item<float>().Should().BeInRange(0.999f, 1);
        foreach (var attribute in FaceAttributes.All)
        {
            // 1000 expected of each, standard deviation 29: five of them either way.
            var counts = degrees.select(1, (int)attribute).bincount(null, FaceAttributes.DegreeCount);
            Values<long>(counts).Should().HaveCount(FaceAttributes.DegreeCount)
                .And.OnlyContain(count => count >= 855 && count <= 1145);
        }
    }

    [Fact]
    public void Sample_TwoColumns_AreUncorrelated()
    {
        const int N = 4000;
        using var scope = NewDisposeScope();
        var rows = sampler.Sample(0, N);
        var centred = rows - rows.mean([0], keepdim: true);
        var scaled = centred / centred.square().mean([0], keepdim: true).sqrt();
        var correlation = scaled.t().mm(scaled) / N - eye(PortraitParameters.Count);

        // Standard deviation 1/sqrt(4000) = 0.016 each; the largest of 1378 pairs stays within five.
        correlation.abs().max().item<float>().Should().BeLessThan(0.08f);
    }

    private static float[] Values(Tensor tensor) => Values<float>(tensor);

    private static T[] Values<T>(Tensor tensor) where T : unmanaged => [.. tensor.contiguous().data<T>()];
}
