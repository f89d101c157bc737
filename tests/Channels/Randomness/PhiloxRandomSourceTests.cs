using EditableDeepSC.Channels.Randomness;
using MathNet.Numerics.Distributions;

namespace EditableDeepSC.Channels.Tests.Randomness;

public class PhiloxRandomSourceTests
{
    private static readonly PhiloxKey Key =
        new(new Seed(3), StreamPurpose.State, new UserId(1), new TransmissionId(4));

    [Fact]
    public void Restarting_gives_the_same_numbers_again()
    {
        var source = new PhiloxRandomSource(Key);
        var first = source.NextDoubles(10);
        source.Restart(Key);

        source.NextDoubles(10).Should().Equal(first);
        first.Should().Equal(Enumerable.Range(0, 10).Select(i => Key.Uniform((uint)i)));
    }

    /// <summary>n = 100,000, significance 1e-3.</summary>
    [Fact]
    public void Distributions_of_MathNet_draw_from_it()
    {
        const int Count = 100_000;
        var distribution = new Exponential(2, new PhiloxRandomSource(Key));
        var samples = distribution.Samples().Take(Count).Select(x => (float)x).ToArray();

        KolmogorovSmirnov.Statistic(samples, distribution.CumulativeDistribution)
            .Should().BeLessThan(KolmogorovSmirnov.CriticalValue(Count));
    }

    /// <summary>n = 100,000, significance 1e-3.</summary>
    [Fact]
    public void Single_Gaussian_numbers_of_a_key_are_Gaussian()
    {
        const int Count = 100_000;
        var samples = Enumerable.Range(0, Count).Select(i => (float)Key.Gaussian((uint)i)).ToArray();

        KolmogorovSmirnov.Statistic(samples, x => Normal.CDF(0, 1, x))
            .Should().BeLessThan(KolmogorovSmirnov.CriticalValue(Count));
    }
}
