using System.Numerics;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Complex;

namespace EditableDeepSC.Channels.Tests.Receivers;

public class EqualiserTests
{
    private const int Count = 20;
    private const double SnrDb = 7;

    [Theory]
    [InlineData(EqualiserKind.ZeroForcing)]
    [InlineData(EqualiserKind.Mmse)]
    [InlineData(EqualiserKind.MmseUnbiased)]
    public void Flat_estimate_is_its_closed_form(EqualiserKind kind)
    {
        var use = Draws.Use(Count, SnrDb) with { Power = 2 };
        var (realisation, received) = Send(new RayleighChannel(new RayleighOptions()), use);
        var (estimate, variance) = Receive(realisation, received, kind);

        for (var i = 0; i < Count; i++)
        {
            var h = At(realisation.Gain, i);
            var power = h.Magnitude * h.Magnitude + (kind == EqualiserKind.Mmse ? use.NoiseVariance / use.Power : 0);
            var expected = Complex.Conjugate(h) * At(received, i) / power;
            (At(estimate, i) - expected).Magnitude.Should().BeLessThan(1e-4 * (1 + expected.Magnitude));
            variance[i].Should().BeApproximately((float)(use.NoiseVariance / power), 1e-4f * variance[i]);
        }
    }

    /// <summary>Every estimate and error variance against dense matrices: (H'H / N0 + I / P)^-1 H'y / N0.</summary>
    [Theory]
    [InlineData(EqualiserKind.ZeroForcing)]
    [InlineData(EqualiserKind.Mmse)]
    public void Estimate_over_echoes_is_that_of_the_full_matrix(EqualiserKind kind)
    {
        var channel = Modules.Channel(
            "chain", """{"channels": ["frequency-selective", {"type": "rician", "kFactorDb": 9}]}""");
        var use = Draws.Use(Count, SnrDb);
        var (realisation, received) = Send(channel, use);
        var (estimate, variance) = Receive(realisation, received, kind);

        var h = Matrix(realisation);
        var gram = h.ConjugateTransposeThisAndMultiply(h) / use.NoiseVariance;
        if (kind == EqualiserKind.Mmse) gram += DenseMatrix.CreateIdentity(Count);
        var inverse = gram.Inverse();
        var y = DenseVector.OfEnumerable(
            Enumerable.Range(0, received.Length).Select(i => At(received, i)));
        var expected = inverse * h.ConjugateTransposeThisAndMultiply(y) / use.NoiseVariance;

        for (var i = 0; i < Count; i++)
        {
            (At(estimate, i) - expected[i]).Magnitude.Should().BeLessThan(2e-4);
            variance[i].Should().BeApproximately((float)inverse[i, i].Real, 2e-4f);
        }
    }

    /// <summary>
    /// n = 200,000 symbols in 1,000 transmissions; the mean squared error within 3 % of what the receiver says.
    /// </summary>
    [Theory]
    [InlineData("rayleigh", EqualiserKind.Mmse)]
    [InlineData("frequency-selective", EqualiserKind.Mmse)]
    [InlineData("frequency-selective", EqualiserKind.MmseUnbiased)]
    [InlineData("frequency-selective", EqualiserKind.ZeroForcing)]
    public void Error_is_as_large_as_the_receiver_says(string name, EqualiserKind kind)
    {
        var link = new Link(Modules.Channel(name), new ReceiverOptions { Equaliser = kind });
        var ratio = 0.0;
        const int Transmissions = 1000;
        for (var t = 0; t < Transmissions; t++)
        {
            var use = Draws.Use(200, SnrDb, t);
            var sent = Draws.Qpsk(use);
            var estimate = Draws.Empty(200);
            var variance = new float[200];
            link.Send(use, sent, estimate, variance);
            for (var i = 0; i < 200; i++) ratio += Math.Pow((At(estimate, i) - At(sent, i)).Magnitude, 2) / variance[i];
        }

        (ratio / (200 * Transmissions)).Should().BeApproximately(1, 0.03);
    }

    [Theory]
    [InlineData(EqualiserKind.ZeroForcing)]
    [InlineData(EqualiserKind.Mmse)]
    [InlineData(EqualiserKind.MmseUnbiased)]
    public void Lost_symbol_comes_out_as_zero_with_a_huge_finite_variance(EqualiserKind kind)
    {
        foreach (var channels in (string[])["[\"erasure\"]", "[\"erasure\", \"frequency-selective\"]"])
        {
            var channel = Modules.Channel("chain", $$"""{"channels": {{channels}}}""");
            var (realisation, received) = Send(channel, Draws.Use(200, SnrDb));
            var (estimate, variance) = Receive(realisation, received, kind);

            realisation.ErasedCount.Should().BeGreaterThan(0);
            var smallest = kind == EqualiserKind.Mmse ? 0.999f : 1e6f;
            for (var i = 0; i < 200; i++)
            {
                if (!realisation.Erased[i]) continue;
                At(estimate, i).Magnitude.Should().BeLessThan(1e-3);
                variance[i].Should().BeGreaterThan(smallest).And.BeLessThan(float.MaxValue);
            }
        }
    }

    private static (Realisation Realisation, ReceivedSymbols Received) Send(IChannel channel, ChannelUse use)
    {
        var realisation = Draws.Of(channel, use);
        var received = new ReceivedSymbols(realisation.ReceivedCount);
        realisation.Apply(Draws.Qpsk(use), received);
        return (realisation, received);
    }

    private static (ReceivedSymbols Estimate, float[] Variance) Receive(
        Realisation realisation, ComplexSpan received, EqualiserKind kind)
    {
        var estimate = new ReceivedSymbols(realisation.Use.SymbolCount);
        var variance = new float[realisation.Use.SymbolCount];
        new Receiver(new ReceiverOptions { Equaliser = kind }).Receive(realisation, received, estimate, variance);
        return (estimate, variance);
    }

    private static Matrix<Complex> Matrix(Realisation realisation)
    {
        var matrix = new DenseMatrix(
            realisation.ReceivedCount, realisation.Use.SymbolCount);
        for (var j = 0; j < matrix.ColumnCount; j++)
            for (var l = 0; l < realisation.Taps.Length; l++)
                matrix[j + l, j] = At(realisation.Taps, l) * At(realisation.Gain, j);
        return matrix;
    }

    private static Complex At(ComplexSpan span, int i) => new(span.Real[i], span.Imaginary[i]);

    /// <summary>Symbols on the heap: spans cannot be kept in tuples.</summary>
    private sealed class ReceivedSymbols(int length)
    {
        private readonly float[] real = new float[length];
        private readonly float[] imaginary = new float[length];

        public int Length => real.Length;

        public static implicit operator ComplexSpan(ReceivedSymbols symbols) => new(symbols.real, symbols.imaginary);
    }
}
