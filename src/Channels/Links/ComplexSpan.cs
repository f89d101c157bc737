namespace EditableDeepSC.Channels.Links;

/// <summary>Complex numbers as two float spans of one length: all real parts, all imaginary parts.</summary>
public readonly ref struct ComplexSpan
{
    public ComplexSpan(Span<float> real, Span<float> imaginary)
    {
        if (real.Length != imaginary.Length)
            throw new ArgumentException($"{real.Length} real parts but {imaginary.Length} imaginary parts.");
        Real = real;
        Imaginary = imaginary;
    }

    public Span<float> Real { get; }

    public Span<float> Imaginary { get; }

    public int Length => Real.Length;

    /// <summary>
    /// Packs an even number of real symbols without copying: the first half are the real parts, the second half the
    /// imaginary ones. A complex symbol then has twice the power of a real one and twice its noise variance: the same
    /// SNR.
    /// </summary>
    public static ComplexSpan FromReal(Span<float> symbols)
    {
        if (symbols.Length % 2 != 0)
            throw new ArgumentException($"{symbols.Length} real symbols cannot be paired: send an even number.");
        return new ComplexSpan(symbols[..(symbols.Length / 2)], symbols[(symbols.Length / 2)..]);
    }

    public ComplexSpan Slice(int start, int length) => new(Real.Slice(start, length), Imaginary.Slice(start, length));

    public void CopyTo(ComplexSpan destination)
    {
        Real.CopyTo(destination.Real);
        Imaginary.CopyTo(destination.Imaginary);
    }
}
