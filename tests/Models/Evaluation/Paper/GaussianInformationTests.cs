using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Evaluation.Paper;

namespace EditableDeepSC.Models.Tests.Evaluation.Paper;

public sealed class GaussianInformationTests
{
    private const int Rows = 5000;

    [Fact]
    public void Bits_OfGaussians_AreTheClosedForm()
    {
        double[] noise = [0.1, 0.5, 2];
        var closed = noise.Sum(deviation => 0.5 * Math.Log2(1 + 1 / (deviation * deviation)));

        var bits = MeanInterval.Of(Bits(noise, gain: 3, offset: -7));

        // Held-out lines lose a little: the bound is below, by no more than a few parts in N.
        bits.Mean.Should().BeApproximately(closed, 2 * bits.HalfWidth + 3 * 3.0 / Rows);
        bits.HalfWidth.Should().BeInRange(0.01, 0.1);
    }

    [Fact]
    public void Bits_OfReadingsThatKnowNothing_AreNone() =>
        Bits([1e6], gain: 1, offset: 0).Average().Should().BeInRange(0, 3 * Math.Sqrt(2.0 / Rows) / (2 * Math.Log(2)),
            "the bound's standard deviation is that of half the logarithm of a variance");

    [Fact]
    public void Bits_AlongAChain_Fall()
    {
        var values = new[] { 0.3, 0.6, 1.2 }.Select(deviation => Bits([deviation, deviation], 1, 0).Average()).ToList();

        values.Should().BeInDescendingOrder();
    }

    [Fact]
    public void Bits_OfTooFewRows_Throw() =>
        FluentActions.Invoking(() => GaussianInformation.Bits(new float[6], new float[6], 2))
            .Should().Throw<ArgumentException>();

    private static double[] Bits(double[] noise, double gain, double offset)
    {
        var (truth, read) = (new float[Rows * noise.Length], new float[Rows * noise.Length]);
        GaussianSamples.Fill(new PhiloxKey(new Seed(5), StreamPurpose.Bits, default, default), truth);
        GaussianSamples.Fill(new PhiloxKey(new Seed(6), StreamPurpose.Bits, default, default), read);
        for (var i = 0; i < read.Length; i++)
            read[i] = (float)(gain * (truth[i] + noise[i % noise.Length] * read[i]) + offset);
        return GaussianInformation.Bits(truth, read, noise.Length);
    }
}
