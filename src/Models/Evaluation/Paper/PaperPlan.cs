namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>How much of section V is computed: numbers of portraits, and at which SNRs.</summary>
public sealed record PaperPlan
{
    /// <summary>About ten minutes on two cores; FID-P and KID-P need more portraits and are left out.</summary>
    public static PaperPlan Quick { get; } = new()
    {
        Portraits = 32,
        SlowPortraits = 16,
        Inversions = 16,
        Iterations = [70, 110, 150],
        Chains = 32,
        Pairs = 3,
        Block = 16,
        HasDistributions = false,
    };

    /// <summary>The SNRs of the figures, dB; adapters of each are in the weights folder.</summary>
    public IReadOnlyList<double> SnrsDb { get; init; } = [-6, 0, 6, 12, 18];

    /// <summary>Portraits of each style for methods that need no search over pictures at the receiver.</summary>
    public int Portraits { get; init; } = 2000;

    /// <summary>Portraits of each style for methods with Talk2Edit.</summary>
    public int SlowPortraits { get; init; } = 200;

    /// <summary>Portraits for each row of Table III.</summary>
    public int Inversions { get; init; } = 100;

    /// <summary>r_inv in Table III.</summary>
    public IReadOnlyList<int> Iterations { get; init; } = [70, 90, 110, 130, 150];

    /// <summary>Portraits for each chain of Theorem 1.</summary>
    public int Chains { get; init; } = 500;

    /// <summary>Pairs of picture and sentence that Table V times, after one that warms up.</summary>
    public int Pairs { get; init; } = 20;

    /// <summary>Portraits in a unit of work.</summary>
    public int Block { get; init; } = 20;

    /// <summary>Whether FID-P and KID-P are computed.</summary>
    public bool HasDistributions { get; init; } = true;

    /// <summary>The same with no more than so many portraits or pairs anywhere.</summary>
    public PaperPlan AtMost(int portraits) => this with
    {
        Portraits = Math.Min(Portraits, portraits),
        SlowPortraits = Math.Min(SlowPortraits, portraits),
        Inversions = Math.Min(Inversions, portraits),
        Chains = Math.Min(Chains, portraits),
        Pairs = Math.Min(Pairs, portraits),
    };

    /// <summary>The lowest and the highest SNR, where chains are followed.</summary>
    internal IReadOnlyList<double> ChainSnrsDb => [.. new[] { SnrsDb[0], SnrsDb[^1] }.Distinct()];

    /// <summary>The blocks of so many portraits: first number and size.</summary>
    internal IEnumerable<(int First, int Count)> Blocks(int portraits)
    {
        for (var first = 0; first < portraits; first += Block)
            yield return (first, Math.Min(Block, portraits - first));
    }
}
