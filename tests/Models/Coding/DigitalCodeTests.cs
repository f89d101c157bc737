using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Coding;

/// <summary>Over made latent vectors of unit variances.</summary>
[Collection(SeededTests.Name)]
public sealed class DigitalCodeTests : IDisposable
{
    private const int Latent = 512, Numbers = PortraitParameters.Count;
    private static readonly int[] Degrees = [4, 0, 3, 5, 1];
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly LatentStatistics statistics;

    public DigitalCodeTests()
    {
        random.manual_seed(12);
        statistics = new(cat([zeros(Numbers), ones(Latent - Numbers)], 0), zeros(30, Numbers), eye(Numbers),
            eye(Numbers), eye(Numbers), zeros(Numbers, Numbers));
    }

    public void Dispose()
    {
        statistics.Dispose();
        scope.Dispose();
    }

    public static TheoryData<int> Modes { get; } = [.. Enumerable.Range(0, DigitalMode.All.Count)];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Encode_AnyVector_HasUnitPowerAndComesBackOverASilentChannel(int mode)
    {
        using var code = new DigitalCode(statistics, DigitalMode.All[mode]);
        foreach (var size in new[] { 0, 1e-3, 1, 4 })    // 4: most numbers are cut at the ends of the quantiser
        {
            var sent = code.Encode(Vector() * size, Degrees);
            sent.shape.Should().Equal(DigitalCode.SymbolCount);
            sent.square().mean().item<float>().Should().BeApproximately(1, 1e-4f);
            code.MessageOf(Send(sent, 40, 0)).Should().NotBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Decode_AtItsThreshold_IsRightInNinetySevenOfAHundred(int mode)
    {
        var one = DigitalMode.All[mode];
        using var code = new DigitalCode(statistics, one);
        // n = 200; with 1 % wrong more than 6 are in less than 0.5 % of all trials. 3 dB lower most are lost.
        Lost(one.LeastSnrDb, 200).Should().BeLessThanOrEqualTo(6);
        Lost(one.LeastSnrDb - 3, 40).Should().BeGreaterThan(20, "the cliff is steep");

        int Lost(double snrDb, int count) => Enumerable.Range(0, count).Count(i =>
        {
            using var inner = NewDisposeScope();
            return code.MessageOf(Send(code.Encode(Vector(), Degrees), snrDb, i)) is null;
        });
    }

    [Theory]
    [InlineData(1, 148)]
    [InlineData(3, 280)]
    [InlineData(5, 576)]
    public void Decode_RightMessages_HaveTheDistortionOfEntropyCodedSteps(int mode, int bits)
    {
        using var code = new DigitalCode(statistics, DigitalMode.All[mode]);
        var (signal, error) = (0.0, 0.0);
        for (var i = 0; i < 100; i++)
        {
            using var inner = NewDisposeScope();
            var z = Vector();
            signal += z[..Numbers].square().sum().item<float>();
            error += (code.Decode(Send(code.Encode(z, Degrees), 30, i)) - z)[..Numbers].square().sum().item<float>();
        }

        // 13 bits are the degrees, 7 the step. Steps lose 1.53 dB to Shannon's limit, their grid half of 1 dB, and
        // vectors longer than the average more than short ones gain: 7.4 bits are 0.84 dB, whose mean square is 0.1 dB.
        var limit = 6.02 * (bits - 20) / Numbers;
        (10 * Math.Log10(signal / error)).Should().BeInRange(limit - 2.7, limit - 1.2);
    }

    [Fact]
    public void Decode_ABrokenMessage_IsTheMeanOfAll()
    {
        using var code = new DigitalCode(statistics, 6);
        var frame = Send(code.Encode(Vector(), Degrees), -6, 0);

        code.MessageOf(frame).Should().BeNull();
        code.Decode(frame)[..Numbers].abs().max().item<float>().Should().Be(0);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(0.2, 3)]
    [InlineData(1, 1e-5)]
    public void Next_WhatWasAdded_ComesBackWithinHalfAStep(double deviation, double step)
    {
        const int Bits = 200;
        double[] values = [0, 0.3, -1.7, 2.2, 5.9, -0.01];
        var encoder = new RangeEncoder(Bits);
        foreach (var value in values) encoder.Add(value * deviation, deviation, step);
        encoder.Add(17, 100);
        var decoder = new RangeDecoder(encoder.Message()!.Value, Bits);

        foreach (var value in values)
            decoder.Next(deviation, step).Should().BeApproximately(value * deviation, step / 2 * 1.0001);
        decoder.Next(100).Should().Be(17);
    }

    [Fact]
    public void Add_ManyNumbers_TakesTheirEntropy()
    {
        const double Step = 0.1;
        const int Count = 2000;
        var values = randn(Count).data<float>().ToArray();
        // h = log2(sqrt(2 pi e)) - log2(step); the mean of n = 2,000 numbers has a deviation of 1.02 / sqrt(n) bits.
        var entropy = Math.Log2(Math.Sqrt(2 * Math.PI * Math.E)) - Math.Log2(Step);

        Fits(entropy + 0.07).Should().BeTrue();
        Fits(entropy - 0.07).Should().BeFalse();

        bool Fits(double bitsANumber)
        {
            var encoder = new RangeEncoder((int)(bitsANumber * Count));
            foreach (var value in values) encoder.Add(value, 1, Step);
            return encoder.Message() is not null;
        }
    }

    private static ReceivedFrame Send(Tensor symbols, double snrDb, int transmission) =>
        new Transmission(new AwgnChannel()).Send(symbols.data<float>().ToArray(), 0,
            new ChannelUse(new Seed(6), default, new TransmissionId(transmission), 0, snrDb)).Frame;

    /// <summary>Of unit power, whose first numbers are unit Gaussians.</summary>
    private static Tensor Vector()
    {
        var numbers = randn(Numbers);
        var left = (Latent - numbers.square().sum().item<float>()) / (Latent - Numbers);
        return cat([numbers, full(Latent - Numbers, Math.Sqrt(left))], 0);
    }
}
