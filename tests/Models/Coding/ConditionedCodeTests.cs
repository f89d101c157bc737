using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Tests.Requests;
using EditableDeepSC.Models.Tests.Training;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Coding;

/// <summary>Over made latent vectors of unit variances, with the shipped curve.</summary>
[Collection(SeededTests.Name)]
public sealed class ConditionedCodeTests : IDisposable
{
    private const int Latent = 512, Numbers = PortraitParameters.Count;
    private static readonly int[] Degrees = [4, 0, 3, 5, 1];
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly LatentStatistics statistics;
    private readonly NumberCurve curve = PriorNetworks.Curve(new(Path.Combine(People.RepositoryRoot, "weights")));

    public ConditionedCodeTests()
    {
        random.manual_seed(14);
        statistics = new(cat([zeros(Numbers), ones(Latent - Numbers)], 0), zeros(30, Numbers), eye(Numbers),
            eye(Numbers), eye(Numbers), zeros(Numbers, Numbers));
    }

    public void Dispose()
    {
        statistics.Dispose();
        curve.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(3)]
    [InlineData(18)]
    public void Encode_AnyVector_HasUnitPower(double snrDb)
    {
        using var code = new ConditionedCode(statistics, curve, snrDb);
        (code.Powers.Sum() + code.CodewordEnergy).Should().BeApproximately(ConditionedCode.SymbolCount, 1e-3);
        foreach (var size in new[] { 0, 1e-3, 1, 3 })
        {
            var sent = code.Encode(Vector() * size, Degrees);
            sent.shape.Should().Equal(ConditionedCode.SymbolCount);
            sent.square().mean().item<float>().Should().BeApproximately(1, 1e-3f);
        }
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(6, 5)]
    [InlineData(9, 6)]    // between two of the paper's SNRs
    [InlineData(18, 8)]
    public void Decode_WhiteNoise_IsBetterThanTheLinearFormWithTheSameCodeword(double snrDb, double leastGainDb)
    {
        using var code = new ConditionedCode(statistics, curve, snrDb);
        using var linear = new LinearCode(statistics, snrDb, AdapterForm.Hybrid);

        // n = 30 vectors of 53 numbers: 0.2 dB.
        (Sdr(code, new AwgnChannel(), snrDb, 30) - Sdr(linear, new AwgnChannel(), snrDb, 30))
            .Should().BeGreaterThan(leastGainDb);
    }

    [Fact]
    public void Decode_FastFading_IsStillBetterThanTheLinearForm()
    {
        using var code = new ConditionedCode(statistics, curve, 6);
        using var linear = new LinearCode(statistics, 6, AdapterForm.Hybrid);
        var fading = new RayleighChannel(new());

        Sdr(code, fading, 6, 30).Should().BeGreaterThan(Sdr(linear, fading, 6, 30));
    }

    [Fact]
    public void Estimate_AStraightLine_IsTheLinearEstimate()
    {
        const double Energy = 3;
        var grid = NumberCurve.Grid(2001);
        var points = grid.view(1, -1, 1) * Math.Sqrt(Energy);
        var received = randn(1, 20, 1);
        var (mean, variance) = NumberCurve.Estimate(received, ones_like(received), grid, points);

        // x ~ N(0, 1), y = sqrt(e) x + n: x is N(sqrt(e) y / (1 + e), 1 / (1 + e)).
        var expected = received.squeeze(2) * (Math.Sqrt(Energy) / (1 + Energy));
        (mean - expected).abs().max().item<float>().Should().BeLessThan(2e-3f);
        (variance - 1 / (1 + Energy)).abs().max().item<float>().Should().BeLessThan(2e-3f);
    }

    [Fact]
    public void ErrorOf_ItsGradient_IsThatOfDifferences()
    {
        using var fresh = new NumberCurve().to(ScalarType.Float64);
        var numbers = randn(4, 5, ScalarType.Float64);
        var noise = randn(4, 5, NumberCurve.Dimensions, dtype: ScalarType.Float64);
        var energies = tensor(new[] { 0.3, 2, 10, 40 }).unsqueeze(1);
        var gains = rand_like(noise) + 0.5;
        var bias = fresh.named_parameters().Single(entry => entry.name == "last.bias").parameter;
        Error().backward();
        var analytic = bias.grad!.data<double>().ToArray();
        const double Move = 1e-5;
        using var quiet = no_grad();
        for (var i = 0; i < analytic.Length; i++)
        {
            bias[i] += Move;
            var above = Error().item<double>();
            bias[i] -= 2 * Move;
            var below = Error().item<double>();
            bias[i] += Move;
            analytic[i].Should().BeApproximately((above - below) / (2 * Move), 1e-5);
        }

        Tensor Error() => fresh.ErrorOf(numbers, energies, noise, gains, 300).sum();
    }

    [Fact]
    public void Decode_TheSameFrame_GivesTheSameBitsAfterOthers()
    {
        using var code = new ConditionedCode(statistics, curve, 6);
        var frames = Enumerable.Range(0, 3)
            .Select(i => Send(code.Encode(Vector(), Degrees), new AwgnChannel(), 6, i)).ToArray();
        var alone = code.Decode(frames[1]);
        foreach (var frame in frames) code.Decode(frame);

        code.Decode(frames[1]).Equals(alone).Should().BeTrue();
    }

    private static double Sdr(LatentCode code, IChannel channel, double snrDb, int count)
    {
        var (signal, error) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            using var inner = NewDisposeScope();
            var z = Vector();
            signal += z[..Numbers].square().sum().item<float>();
            var received = code.Decode(Send(code.Encode(z, Degrees), channel, snrDb, i));
            error += (received - z)[..Numbers].square().sum().item<float>();
        }
        return 10 * Math.Log10(signal / error);
    }

    private static ReceivedFrame Send(Tensor symbols, IChannel channel, double snrDb, int transmission) =>
        new Transmission(channel).Send(symbols.data<float>().ToArray(), 0,
            new ChannelUse(new Seed(6), default, new TransmissionId(transmission), 0, snrDb)).Frame;

    private static Tensor Vector()
    {
        var numbers = randn(Numbers);
        var left = (Latent - numbers.square().sum().item<float>()) / (Latent - Numbers);
        return cat([numbers, full(Latent - Numbers, Math.Sqrt(left))], 0);
    }
}
