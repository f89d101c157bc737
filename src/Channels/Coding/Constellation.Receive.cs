using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Coding;

public sealed partial class Constellation
{
    /// <summary>Log-likelihood ratios ln(P(bit = 0) / P(bit = 1)).</summary>
    /// <param name="estimates">[symbols] sent symbol plus noise: y / h of a channel y = h x + n.</param>
    /// <param name="noiseVariances">[symbols] noise power per complex symbol, above 0: N0 / |h|^2.</param>
    /// <param name="demapping">Exact or max-log.</param>
    /// <param name="llrs">[bits] as many bits as were mapped.</param>
    public void Demap(
        ComplexSpan estimates, ReadOnlySpan<float> noiseVariances, Demapping demapping, Span<float> llrs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(estimates.Length, SymbolsFor(llrs.Length));
        ArgumentOutOfRangeException.ThrowIfNotEqual(noiseVariances.Length, estimates.Length);
        DemapAxis(estimates.Real, noiseVariances, demapping, llrs);
        if (_axes == 2) DemapAxis(estimates.Imaginary, noiseVariances, demapping, llrs[Math.Min(1, llrs.Length)..]);
    }

    /// <summary>The bits of the nearest symbols.</summary>
    /// <param name="estimates">[symbols] as in <see cref="Demap"/>.</param>
    /// <param name="bits">[bits] as many bits as were mapped.</param>
    public void Decide(ComplexSpan estimates, Span<byte> bits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(estimates.Length, SymbolsFor(bits.Length));
        DecideAxis(estimates.Real, bits);
        if (_axes == 2) DecideAxis(estimates.Imaginary, bits[Math.Min(1, bits.Length)..]);
    }

    /// <summary>ln p(y | x) up to a constant is x (2 y - x) / N0 on each axis.</summary>
    private void DemapAxis(
        ReadOnlySpan<float> estimates, ReadOnlySpan<float> noiseVariances, Demapping demapping, Span<float> llrs)
    {
        Span<float> likelihoods = stackalloc float[_levels.Length];
        Span<float> ratios = stackalloc float[_bitsPerAxis];
        var next = 0;
        for (var symbol = 0; symbol < estimates.Length; symbol++)
        {
            var scale = 1 / noiseVariances[symbol];
            for (var label = 0; label < _levels.Length; label++)
                likelihoods[label] = scale * _levels[label] * (2 * estimates[symbol] - _levels[label]);
            Ratios(likelihoods, demapping, ratios);
            for (var bit = 0; bit < _bitsPerAxis && next < llrs.Length; bit++, next += _axes) llrs[next] = ratios[bit];
        }
    }

    /// <summary>The first bit is the sign; each next one says whether the rest exceeds half the last step.</summary>
    private void DecideAxis(ReadOnlySpan<float> estimates, Span<byte> bits)
    {
        var next = 0;
        foreach (var estimate in estimates)
        {
            var rest = estimate;
            var isOne = rest < 0;
            for (var bit = 0; bit < _bitsPerAxis && next < bits.Length; bit++, next += _axes)
            {
                bits[next] = (byte)(isOne ? 1 : 0);
                rest = MathF.Abs(rest) - _halfStep * (1 << (_bitsPerAxis - 1 - bit));
                isOne = rest > 0;
            }
        }
    }

    private void Ratios(ReadOnlySpan<float> likelihoods, Demapping demapping, Span<float> ratios)
    {
        for (var bit = 0; bit < _bitsPerAxis; bit++)
        {
            var mask = 1 << (_bitsPerAxis - 1 - bit);
            var (best0, best1) = (float.NegativeInfinity, float.NegativeInfinity);
            for (var label = 0; label < likelihoods.Length; label++)
                if ((label & mask) == 0) best0 = MathF.Max(best0, likelihoods[label]);
                else best1 = MathF.Max(best1, likelihoods[label]);
            ratios[bit] = best0 - best1;
            if (demapping == Demapping.Exact) ratios[bit] += Correction(likelihoods, mask, best0, best1);
        }
    }

    /// <summary>What the symbols that are not the nearest add to the ratio.</summary>
    private static float Correction(ReadOnlySpan<float> likelihoods, int mask, float best0, float best1)
    {
        var (sum0, sum1) = (0f, 0f);
        for (var label = 0; label < likelihoods.Length; label++)
            if ((label & mask) == 0) sum0 += MathF.Exp(likelihoods[label] - best0);
            else sum1 += MathF.Exp(likelihoods[label] - best1);
        return MathF.Log(sum0 / sum1);
    }
}
