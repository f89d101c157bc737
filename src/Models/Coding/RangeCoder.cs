using System.Numerics;
using MathNet.Numerics;

namespace EditableDeepSC.Models.Coding;

/// <summary>
/// An interval of whole numbers that each symbol narrows to its share: what it took are the bits of the symbols'
/// probabilities and no more (arithmetic coding, with numbers as long as the message).
/// </summary>
internal abstract class RangeCoder
{
    /// <summary>Bits beyond those of the message: a probability is never finer than the interval.</summary>
    protected const int Guard = 64;

    private const int Precision = 40;               // bits of a Gaussian's probability
    private const double Reach = 6;                 // standard deviations; what is farther is cut
    private static readonly double Root2 = Math.Sqrt(2);

    protected RangeCoder(int bits) => Width = BigInteger.One << bits + Guard;

    protected BigInteger Width { get; set; }

    /// <summary>Interval number -last..last of a Gaussian as a range of 2^precision; each has some of it.</summary>
    protected readonly record struct Steps(double Deviation, double Step)
    {
        public const long Total = 1L << Precision;

        public long Last { get; } = (long)Math.Ceiling(Reach * Deviation / Step);

        public long Below(long place)
        {
            if (place <= -Last) return 0;
            return place > Last ? Total
                : place + Last + (long)((Total - 2 * Last - 1) * Cumulative((place - 0.5) * Step / Deviation));
        }

        /// <summary>The mean of the numbers of an interval.</summary>
        public double Mean(long place)
        {
            var (from, to) = ((place - 0.5) * Step / Deviation, (place + 0.5) * Step / Deviation);
            var mean = (Density(from) - Density(to)) / (Cumulative(to) - Cumulative(from));
            return Deviation * (double.IsFinite(mean) ? Math.Clamp(mean, from, to) : (from + to) / 2);
        }

        private static double Cumulative(double x) => SpecialFunctions.Erfc(-x / Root2) / 2;

        private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}

/// <summary>Writes a message of so many bits.</summary>
internal sealed class RangeEncoder(int bits) : RangeCoder(bits)
{
    private BigInteger low;

    /// <summary>One of <paramref name="count"/> symbols, all as likely.</summary>
    public void Add(int symbol, int count) => Narrow(symbol, symbol + 1, count);

    /// <summary>In which interval of a length a number lies.</summary>
    /// <param name="value">Of a Gaussian of mean 0.</param>
    /// <param name="deviation">Its standard deviation, above 0.</param>
    /// <param name="step">The length, above 0.</param>
    public void Add(double value, double deviation, double step)
    {
        var steps = new Steps(deviation, step);
        var place = (long)Math.Clamp(Math.Round(value / step), -steps.Last, steps.Last);
        Narrow(steps.Below(place), steps.Below(place + 1), Steps.Total);
    }

    /// <summary>The message; null where it takes more bits.</summary>
    public BigInteger? Message()
    {
        var message = low + (BigInteger.One << Guard) - 1 >> Guard;
        return message << Guard < low + Width ? message : null;
    }

    private void Narrow(long start, long end, long total)
    {
        Width /= total;
        low += Width * start;
        Width *= end - start;
    }
}

/// <summary>Reads what a <see cref="RangeEncoder"/> of as many bits wrote, in the same order.</summary>
internal sealed class RangeDecoder(BigInteger message, int bits) : RangeCoder(bits)
{
    private BigInteger rest = message << Guard;

    public int Next(int count)
    {
        var symbol = (int)Slot(count);
        Narrow(symbol, symbol + 1);
        return symbol;
    }

    /// <summary>The mean of the interval that was written.</summary>
    public double Next(double deviation, double step)
    {
        var steps = new Steps(deviation, step);
        var slot = Slot(Steps.Total);
        var (low, high) = (-steps.Last, steps.Last + 1);                     // Below(low) <= slot < Below(high)
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (steps.Below(middle) <= slot) low = middle;
            else high = middle;
        }
        Narrow(steps.Below(low), steps.Below(high));
        return steps.Mean(low);
    }

    private long Slot(long total)
    {
        Width /= total;
        return Width.IsZero ? 0 : (long)BigInteger.Min(rest / Width, total - 1);
    }

    private void Narrow(long start, long end)
    {
        rest -= Width * start;
        Width *= end - start;
    }
}
