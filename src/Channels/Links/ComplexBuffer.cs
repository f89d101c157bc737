namespace EditableDeepSC.Channels.Links;

/// <summary>Memory for complex numbers that is kept from one transmission to the next and only ever grows.</summary>
internal sealed class ComplexBuffer
{
    private float[] numbers = [];

    public int Length { get; private set; }

    public ComplexSpan Span => new(numbers.AsSpan(0, Length), numbers.AsSpan(Length, Length));

    /// <summary>Makes room for <paramref name="length"/> numbers; what they hold is undefined.</summary>
    public ComplexSpan Resize(int length)
    {
        if (numbers.Length < 2 * length) numbers = new float[2 * length];
        Length = length;
        return Span;
    }

    public void Fill(int length, float real)
    {
        var span = Resize(length);
        span.Real.Fill(real);
        span.Imaginary.Clear();
    }
}
