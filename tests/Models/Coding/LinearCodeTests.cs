using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.Receivers;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Coding;

/// <summary>Over made latent vectors, whose statistics are known exactly.</summary>
[Collection(SeededTests.Name)]
public sealed class LinearCodeTests : IDisposable
{
    private const int Latent = 512, Numbers = PortraitParameters.Count;
    private static readonly int[] Degrees = [0, 5, 2, 3, 1];
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly LatentStatistics statistics;

    public LinearCodeTests()
    {
        random.manual_seed(8);
        var others = randn(Latent - Numbers);
        others *= Math.Sqrt((Latent - Numbers) / others.square().sum().item<float>());
        var shifts = zeros(30, Numbers);
        for (var row = 0; row < 30; row++) shifts[row, 48 + row / 6] = row % 6 - 2.5;
        statistics = new(cat([zeros(Numbers), others], 0), shifts, eye(Numbers), eye(Numbers), eye(Numbers),
            zeros(Numbers, Numbers));
    }

    public void Dispose()
    {
        statistics.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(-6, 0.25)]
    [InlineData(0, 0.25)]
    [InlineData(6, 0.3)]
    [InlineData(12, 0.4)]
    [InlineData(18, 0.5)]
    public void Decode_WhiteNoise_HasTheSdrOfTheClosedForm(double snrDb, double tolerance)
    {
        using var code = new LinearCode(statistics, snrDb, AdapterForm.Linear);
        var expected = 10 * Math.Log10(1 + 512.0 / 53 * Math.Pow(10, snrDb / 10));

        // n = 200 vectors of 53 numbers: 0.06 dB; a number more for the length costs 0.08 dB.
        Sdr(code, new AwgnChannel(), snrDb, 200).Should().BeApproximately(expected, tolerance);
    }

    [Theory]
    [InlineData(AdapterForm.Linear, 512)]
    [InlineData(AdapterForm.Hybrid, 512)]
    [InlineData(AdapterForm.Linear, 64)]
    [InlineData(AdapterForm.Hybrid, 128)]
    public void Encode_AnyVector_HasUnitPower(AdapterForm form, int symbols)
    {
        using var code = new LinearCode(statistics, 0, form, symbols);
        foreach (var size in new[] { 1e-6, 0.3, 1, 3 })
        {
            var sent = code.Encode(Vector() * size, Degrees);
            sent.shape.Should().Equal(symbols);
            sent.square().mean().item<float>().Should().BeApproximately(1, 1e-4f);
        }
    }

    [Theory]
    [InlineData(AdapterForm.Linear, 64, -30)]
    [InlineData(AdapterForm.Hybrid, 64, -20)]
    [InlineData(AdapterForm.Hybrid, 512, 60)]
    public void Decode_AnySnr_IsFinite(AdapterForm form, int symbols, double snrDb)
    {
        using var code = new LinearCode(Steep(), snrDb, form, symbols);

        double.IsFinite(Sdr(code, new AwgnChannel(), snrDb, 3)).Should().BeTrue();
    }

    [Fact]
    public void Decode_WithoutNoise_GivesTheNumbersBack()
    {
        foreach (var form in new[] { AdapterForm.Linear, AdapterForm.Hybrid })
        {
            using var code = new LinearCode(statistics, 18, form);
            Sdr(code, new AwgnChannel(), 70, 5).Should().BeGreaterThan(50, form.ToString());
        }
    }

    [Fact]
    public void Decode_FadedSymbols_IsTheEstimateOfLeastMeanSquareError()
    {
        using var code = new LinearCode(statistics, 0, AdapterForm.Linear);
        var received = randn(Latent);
        var variance = rand(Latent / 2) + 0.2;    // of complex symbols of power 2
        var frame = new ReceivedFrame(0, received.data<float>().ToArray(), variance.data<float>().ToArray(), 0);
        var (matched, precision) = LinearCode.Evidence(frame);

        // y = x + n has covariance M M' + D: the estimate of u ~ N(0, I) is M' (M M' + D)^-1 y, another form of ours.
        var mixing = stack(Enumerable.Range(0, code.Dimensions).Select(i =>
            Models.Jecc.Spreading.Apply(eye(code.Dimensions, Latent, dtype: ScalarType.Float64))[i]
                * Math.Sqrt(code.Powers[i])), 1);
        var y = matched / precision;
        var found = mixing.t().mv(linalg.solve(mixing.mm(mixing.t()) + (1 / precision).diag(), y.unsqueeze(1)).squeeze(1));

        code.Estimate(frame).subtract(found).abs().max().item<double>().Should().BeLessThan(1e-9);
    }

    [Fact]
    public void Decode_FastRayleigh_IsBetterThanSymbolsEstimatedOneByOne()
    {
        const double SnrDb = 12;
        using var code = new LinearCode(statistics, SnrDb, AdapterForm.Linear);
        var fading = new RayleighChannel(new());
        // One by one the symbols' mean error is E[1 / (1 + snr |h|^2)], which despreading hands to every number.
        var gain = Sdr(code, fading, SnrDb, 100) - Sdr(code, new AwgnChannel(), SnrDb, 100);

        gain.Should().BeInRange(-1.5, 0.2, "53 numbers in 512 faded symbols lose next to nothing, n = 100");
    }

    [Theory]
    [InlineData(EqualiserKind.Mmse)]
    [InlineData(EqualiserKind.ZeroForcing)]
    public void Decode_OtherEqualisers_SeeTheSameEvidence(EqualiserKind equaliser)
    {
        var use = new ChannelUse(new Seed(3), default, new TransmissionId(1), 0, 6);
        using var code = new LinearCode(statistics, 6, AdapterForm.Linear);
        var symbols = code.Encode(Vector(), Degrees).data<float>().ToArray();
        var usual = new Transmission(new RayleighChannel(new())).Send(symbols, 0, use).Frame;
        var other = new Transmission(new RayleighChannel(new()), new() { Equaliser = equaliser }).Send(symbols, 0, use).Frame;

        code.Decode(other).subtract(code.Decode(usual)).abs().max().item<float>().Should().BeLessThan(1e-3f);
    }

    [Fact]
    public void Decode_EstimatedGains_LoseAndAreStillUsed()
    {
        using var code = new LinearCode(statistics, 6, AdapterForm.Linear);
        var pilots = new ReceiverOptions { Csi = CsiKind.Pilots, PilotsPerEstimate = 2 };

        var (known, estimated) = (Sdr(code, new RayleighChannel(new()), 6, 60), Sdr(code, new RayleighChannel(new()), 6, 60, pilots));

        estimated.Should().BeInRange(known - 5, known - 0.3);
    }

    [Theory]
    [InlineData(-6.5)]
    [InlineData(-7)]
    public void Decode_Codewords_AreWrongAsOftenAsTheUnionBoundSays(double snrDb)
    {
        const int Trials = 300;
        var told = zeros(Numbers);
        told[48..] = 35.0 / 12;    // the variance of -2.5, -1.5, ..., 2.5
        using var known = new LatentStatistics(statistics.Mean, statistics.Shifts, eye(Numbers) + told.diag(), eye(Numbers),
            eye(Numbers), zeros(Numbers, Numbers));
        using var code = new LinearCode(known, -6, AdapterForm.Hybrid);          // at less than it was made for
        var bound = DegreeCodebook.Of(512 - code.Dimensions)
            .UnionBound(code.CodewordEnergy, Math.Pow(10, snrDb / 10));
        bound.Should().BeInRange(0.001, 0.3);
        var wrong = Enumerable.Range(0, Trials).Count(trial =>
        {
            using var inner = NewDisposeScope();
            int[] degrees = DegreeCodebook.DegreesOf(trial * 7919 % DegreeCodebook.Count);
            var shift = cat([known.Shifts[tensor(LatentStatistics.ShiftRows(degrees))].sum(dim: 0), zeros(Latent - Numbers)], 0);
            var symbols = code.Encode(Vector() + shift, degrees).data<float>().ToArray();
            var frame = new Transmission(new AwgnChannel()).Send(symbols, 0,
                new ChannelUse(new Seed(4), default, new TransmissionId(trial), 0, snrDb)).Frame;
            return !code.DegreesOf(frame)!.SequenceEqual(degrees);
        });

        // A bound is never below, and at few errors it is close: half of it less two standard deviations.
        var deviation = Math.Sqrt(bound * Trials);
        wrong.Should().BeLessThanOrEqualTo((int)Math.Ceiling(bound * Trials + 2.5 * deviation + 1));
        wrong.Should().BeGreaterThanOrEqualTo((int)Math.Floor(bound * Trials / 2 - 2.5 * deviation));
    }

    [Fact]
    public void UnionBound_NumbersOfTheReference_AreMet()
    {
        var book = DegreeCodebook.Of(512 - Numbers - 1);

        book.UnionBound(192, Math.Pow(10, -0.6)).Should().BeInRange(0.0025, 0.006);      // 0.35 % for orthogonal ones
        book.UnionBound(64, 1).Should().BeInRange(4e-5, 1.2e-4);                         // 6e-5
    }

    [Fact]
    public void IndexOf_AllCodewords_ComeBack() => Enumerable.Range(0, DegreeCodebook.Count)
        .Should().OnlyContain(index => DegreeCodebook.IndexOf(DegreeCodebook.DegreesOf(index)) == index);

    private double Sdr(LinearCode code, IChannel channel, double snrDb, int count, ReceiverOptions? receiver = null)
    {
        var (air, signal, error) = (new Transmission(channel, receiver), 0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            using var inner = NewDisposeScope();
            var z = Vector();
            var symbols = code.Encode(z, Degrees).data<float>().ToArray();
            var frame = air.Send(symbols, 0, new ChannelUse(new Seed(2), default, new TransmissionId(i), 0, snrDb)).Frame;
            signal += z[..Numbers].square().sum().item<float>();
            error += (code.Decode(frame)[..Numbers] - z[..Numbers]).square().sum().item<float>();
        }
        return 10 * Math.Log10(signal / error);
    }

    /// <summary>One number has nearly all of the variance, so that at a low SNR it alone is sent.</summary>
    private LatentStatistics Steep()
    {
        var one = eye(Numbers) * 0.01;
        one[0, 0] = 1;
        return new(statistics.Mean, statistics.Shifts, one, one, eye(Numbers), zeros(Numbers, Numbers));
    }

    /// <summary>Its numbers are unit Gaussians, as the statistics say; the others are in proportion to their mean.</summary>
    private Tensor Vector()
    {
        var numbers = randn(Numbers);
        var others = statistics.Mean[Numbers..];
        return cat([numbers, others * Math.Sqrt((Latent - numbers.square().sum().item<float>())
            / others.square().sum().item<float>())], 0);
    }
}
