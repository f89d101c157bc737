namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>How much of section V is computed: numbers of portraits, and at which SNRs.</summary>
public sealed record PaperPlan
{
    /// <summary>The paper's SNRs, dB; weights are for these.</summary>
    public static IReadOnlyList<double> PaperSnrsDb { get; } = [-6, 0, 6, 12, 18];

    /// <summary>About ten minutes on two cores; FID-P and KID-P need more portraits and are left out.</summary>
    public static PaperPlan Quick { get; } = new()
    {
        Portraits = 32,
        SlowPortraits = 16,
        FullPortraits = 0,
        Inversions = 16,
        Iterations = [110],
        Carriers = 64,
        Chains = 16,
        Pairs = 2,
        Block = 16,
        HasAllReceivers = false,
        HasDistributions = false,
    };

    /// <summary>The SNRs of the figures, dB: some of the paper's.</summary>
    public IReadOnlyList<double> SnrsDb { get; init; } = PaperSnrsDb;

    /// <summary>Portraits of each style for methods that need no search over pictures at the receiver.</summary>
    public int Portraits { get; init; } = 2000;

    /// <summary>Portraits of each style for methods with Talk2Edit's lite form.</summary>
    public int SlowPortraits { get; init; } = 200;

    /// <summary>Portraits for Talk2Edit's full form; where the receiver edits, at the lowest SNR alone.</summary>
    public int FullPortraits { get; init; } = 40;

    /// <summary>Portraits that the baselines' carriers send without an edit.</summary>
    public int Carriers { get; init; } = 500;

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

    /// <summary>Whether Talk2Edit at the receiver is computed beyond portraits at the lowest SNR.</summary>
    public bool HasAllReceivers { get; init; } = true;

    /// <summary>Whether there are figures of pictures.</summary>
    public bool HasGrids { get; init; } = true;

    /// <summary>Whether FID-P and KID-P are computed.</summary>
    public bool HasDistributions { get; init; } = true;

    /// <summary>The same with no more than so many portraits or pairs anywhere.</summary>
    public PaperPlan AtMost(int portraits) => this with
    {
        Portraits = Math.Min(Portraits, portraits),
        SlowPortraits = Math.Min(SlowPortraits, portraits),
        FullPortraits = Math.Min(FullPortraits, portraits),
        Inversions = Math.Min(Inversions, portraits),
        Carriers = Math.Min(Carriers, portraits),
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
