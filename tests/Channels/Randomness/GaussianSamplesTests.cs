using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using MathNet.Numerics.Distributions;

namespace EditableDeepSC.Channels.Tests.Randomness;

public class GaussianSamplesTests
{
    private const int Count = 4_000_000;
    private static readonly PhiloxKey Key =
        new(new Seed(2024), StreamPurpose.Noise, new UserId(5), new TransmissionId(9));

    /// <summary>n = 4e6; each tolerance is 4.5 standard errors of the moment.</summary>
    [Fact]
    public void Moments_are_those_of_a_Gaussian()
    {
        var samples = Draw(Count);
        var root = Math.Sqrt(Count);

        samples.Average(x => (double)x).Should().BeApproximately(0, 4.5 / root);
        samples.Average(x => Math.Pow(x, 2)).Should().BeApproximately(1, 4.5 * Math.Sqrt(2) / root);
        samples.Average(x => Math.Pow(x, 3)).Should().BeApproximately(0, 4.5 * Math.Sqrt(15) / root);
        samples.Average(x => Math.Pow(x, 4)).Should().BeApproximately(3, 4.5 * Math.Sqrt(96) / root);
    }

    /// <summary>n = 4e6; the count beyond each threshold within 4.5 standard errors on either side.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Tails_hold_as_many_samples_as_they_should(double threshold)
    {
        var expected = Count * Normal.CDF(0, 1, -threshold);
        var samples = Draw(Count);

        samples.Count(x => x > threshold).Should().BeCloseTo((int)expected, (uint)(4.5 * Math.Sqrt(expected)));
        samples.Count(x => x < -threshold).Should().BeCloseTo((int)expected, (uint)(4.5 * Math.Sqrt(expected)));
    }

    /// <summary>n = 1e6, significance 1e-3.</summary>
    [Fact]
    public void Distribution_passes_Kolmogorov_Smirnov() =>
        KolmogorovSmirnov.Statistic(Draw(1_000_000), x => Normal.CDF(0, 1, x))
            .Should().BeLessThan(KolmogorovSmirnov.CriticalValue(1_000_000));

    /// <summary>
    /// n = 1e6 pairs at each lag that the lanes and halves of a group could tie together; 4.5 / sqrt n.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void Samples_at_a_distance_are_uncorrelated(int lag)
    {
        const int Pairs = 1_000_000;
        var samples = Draw(Pairs + lag);

        var plain = 0.0;
        var squared = 0.0;
        for (var i = 0; i < Pairs; i++)
        {
            plain += samples[i] * samples[i + lag];
            squared += (samples[i] * samples[i] - 1) * (samples[i + lag] * samples[i + lag] - 1) / 2;
        }
        (plain / Pairs).Should().BeApproximately(0, 4.5e-3);
        (squared / Pairs).Should().BeApproximately(0, 4.5e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(100)]
    public void Sample_depends_on_its_index_and_not_on_the_length_asked_for(int length) =>
        Draw(length).Should().Equal(Draw(1000)[..length]);

    [Fact]
    public void Real_and_imaginary_parts_are_different_and_share_the_power()
    {
        var real = new float[100_000];
        var imaginary = new float[100_000];
        GaussianSamples.Fill(Key, new ComplexSpan(real, imaginary), power: 8);

        real.Average(x => x * x).Should().BeApproximately(4, 0.1f); // n = 1e5, 5.6 standard errors
        imaginary.Average(x => x * x).Should().BeApproximately(4, 0.1f);
        real.Zip(imaginary, (x, y) => x * y).Average().Should().BeApproximately(0, 0.06f);
    }

    private static float[] Draw(int count)
    {
        var samples = new float[count];
        GaussianSamples.Fill(Key, samples);
        return samples;
    }
}
