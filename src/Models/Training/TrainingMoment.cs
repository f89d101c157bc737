namespace EditableDeepSC.Models.Training;

/// <summary>Where a training stands.</summary>
/// <param name="Step">Steps done before this one.</param>
/// <param name="Progress">The share of the budget that is spent, 0..1.</param>
public readonly record struct TrainingMoment(long Step, double Progress)
{
    private const double WarmUp = 0.01;

    /// <summary>A learning rate's factor: a short linear rise, then a cosine down to a hundredth.</summary>
    public double Cosine => Math.Min(1, (Progress + 1e-4) / WarmUp) * (0.505 + 0.495 * Math.Cos(Math.PI * Progress));

    /// <summary>The N places of a pool that this step takes: another random order of all in each round.</summary>
    public long[] Draw(int count, int poolSize, ulong seed)
    {
        var chosen = new long[count];
        for (var i = 0; i < count; i++)
        {
            var (round, place) = Math.DivRem(Step * count + i, poolSize);
            chosen[i] = Shuffled(place, poolSize, seed ^ ((ulong)round << 32));
        }
        return chosen;
    }

    // A bijection of 0..size-1: a Feistel network over the next even power of two, walked until it falls inside.
    private static long Shuffled(long place, int size, ulong key)
    {
        var half = 1;
        while (1L << (2 * half) < size) half++;
        var mask = (1L << half) - 1;
        do
        {
            var (left, right) = (place >> half, place & mask);
            for (var round = 0; round < 4; round++)
                (left, right) = (right, left ^ ((long)Mix((ulong)right + key + ((ulong)round << 56)) & mask));
            place = (left << half) | right;
        } while (place >= size);
        return place;
    }

    private static ulong Mix(ulong x)    // the finaliser of SplitMix64
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
