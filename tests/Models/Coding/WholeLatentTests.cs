using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Tests.Requests;
using EditableDeepSC.Models.Tests.Training;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Coding;

/// <summary>
/// Adapters of closed form where all 512 numbers of z carry a portrait, as in sets of one's own: made latent vectors
/// whose variance is nearly all along 60 directions of chance.
/// </summary>
[Collection(SeededTests.Name)]
public sealed class WholeLatentTests : IDisposable
{
    private const int Latent = 512, Strong = 60;
    private const double StrongVariance = 6, WeakVariance = 0.05;
    private static readonly int[] Degrees = [0, 5, 2, 3, 1];
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor directions, deviations;
    private readonly LatentStatistics statistics;

    public WholeLatentTests()
    {
        random.manual_seed(21);
        directions = linalg.qr(randn(Latent, Latent)).Q;
        deviations = cat([full(Strong, Math.Sqrt(StrongVariance)), full(Latent - Strong, Math.Sqrt(WeakVariance))], 0)
            .to_type(ScalarType.Float32);
        var covariance = (directions * deviations.square()).mm(directions.t());
        var mean = randn(Latent);
        mean *= Math.Sqrt(Latent - deviations.square().sum().item<float>()) / mean.norm().item<float>();
        statistics = new(mean, zeros(30, Latent), covariance, covariance, eye(Latent), zeros(Latent, Latent));
    }

    public void Dispose()
    {
        statistics.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(AdapterForm.Linear, 512, -6)]
    [InlineData(AdapterForm.Linear, 64, 6)]
    [InlineData(AdapterForm.Hybrid, 512, 6)]
    [InlineData(AdapterForm.Hybrid, 128, 18)]
    [InlineData(AdapterForm.Digital, 512, 6)]
    [InlineData(AdapterForm.Conditioned, 512, 6)]
    public void EncodeDecode_EveryForm_HasUnitPowerAtBothEnds(AdapterForm form, int symbols, double snrDb)
    {
        using var curve = PriorNetworks.Curve(new(Path.Combine(People.RepositoryRoot, "weights")));
        using LatentCode code = form switch
        {
            AdapterForm.Digital => new DigitalCode(statistics, snrDb),
            AdapterForm.Conditioned => new ConditionedCode(statistics, curve, snrDb),
            _ => new LinearCode(statistics, snrDb, form, symbols),
        };

        var sent = code.Encode(Vector(), Degrees);
        var received = code.Decode(Aired(sent, snrDb, 0));

        sent.shape.Should().Equal(symbols);
        sent.square().mean().item<float>().Should().BeApproximately(1, 1e-3f);
        received.square().mean().item<float>().Should().BeApproximately(1, 1e-3f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(18)]
    public void Decode_WhiteNoise_LosesWhatTheClosedFormSays(double snrDb)
    {
        using var code = new LinearCode(statistics, snrDb, AdapterForm.Linear);
        code.Variances.Should().HaveCount(Latent / 2);
        var all = statistics.Covariance.diagonal().sum().item<float>();
        var lost = all - code.Variances.Sum() + WaterFilling.Distortion(
            code.Variances, [.. code.Powers.Take(code.Variances.Count)], Math.Pow(10, snrDb / 10));

        var (signal, error) = (0.0, 0.0);
        for (var i = 0; i < 60; i++)
        {
            using var inner = NewDisposeScope();
            var z = Vector();
            signal += (z - statistics.Mean).square().sum().item<float>();
            error += (code.Decode(Aired(code.Encode(z, Degrees), snrDb, i)) - z).square().sum().item<float>();
        }

        // n = 60 vectors of 512 numbers; the number more for their length costs up to 0.3 dB.
        (10 * Math.Log10(signal / error)).Should().BeApproximately(10 * Math.Log10(all / lost), 0.6);
    }

    [Fact]
    public void Statistics_OfSums_AreThoseOfTheVectors()
    {
        const int Size = 24, Count = 2000;
        using var sums = new LatentSums(Size, Size);
        for (var i = 0; i < Count; i++)
        {
            using var inner = NewDisposeScope();
            IReadOnlyList<int> degrees = [i % 6, i / 6 % 6, 0, 0, 0];
            var z = randn(Size) + 2;
            z[3] = z[3] * 0.1 + (double)degrees[0];
            sums.Add(z, degrees);
        }
        sums.Add(eye(Size), zeros(Size, Size));

        using var found = sums.Statistics();

        // n = 2,000: four standard errors are 0.09 of a mean and 0.13 of a variance of one.
        found.Numbers.Should().Be(Size);
        found.Mean[0].item<float>().Should().BeApproximately(2, 0.09f);
        found.Covariance[0, 0].item<float>().Should().BeApproximately(1, 0.13f);
        found.Covariance[3, 3].item<float>().Should().BeApproximately(35 / 12f, 0.2f, "degrees 0 to 5, equally often");
        found.Residual[3, 3].item<float>().Should().BeLessThan(0.1f, "the degree tells nearly all of it");
        found.Sensitivity[5, 5].item<float>().Should().Be(1);
    }

    private static ReceivedFrame Aired(Tensor symbols, double snrDb, int number) => new Transmission(new AwgnChannel())
        .Send(symbols.data<float>().ToArray(), 0, new ChannelUse(new Seed(2), default, new(number), 0, snrDb)).Frame;

    private Tensor Vector() => LatentPower.Normalise(
        (statistics.Mean + directions.mv(deviations * randn(Latent))).unsqueeze(0)).squeeze(0);
}
