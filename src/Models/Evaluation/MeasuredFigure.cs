namespace EditableDeepSC.Models.Evaluation;

/// <summary>A row of an evaluation: a figure with its 95 % interval and, where there is one, its bar.</summary>
/// <param name="Part">The network or method.</param>
/// <param name="Name">What was measured, with its unit.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Count">n.</param>
/// <param name="Bar">What it is held to.</param>
public sealed record MeasuredFigure(
    string Part, string Name, double Value, double Low, double High, int Count, Bar? Bar = null)
{
    /// <summary>Trials that a share needs before it can be said to be this near to 1.</summary>
    private const int CountNearOne = 1000;
    private const double NearOne = 0.95;

    /// <summary>Where the interval comes from.</summary>
    public IntervalMethod Method { get; init; }

    /// <summary>A share held to 95 % or more, of fewer than 1,000 trials: its bar does not hold.</summary>
    public bool IsCountTooSmall => Method == IntervalMethod.Wilson
        && Bar is { IsMost: false, Limit: >= NearOne } && Count < CountNearOne;

    /// <summary>Whether the bar holds; null without a bar. What was not measured, a NaN, holds none.</summary>
    public bool? Holds => Bar is not { } bar ? null : !IsCountTooSmall && bar.IsHeldBy(Value, Low, High);
}

/// <summary>What a figure is held to. A number is a bar: the value is to be at least that.</summary>
/// <param name="Limit">The least or the most.</param>
/// <param name="IsMost">Whether it is the most.</param>
/// <param name="OfInterval">Whether the nearer end of the interval must keep it, not the value alone.</param>
public readonly record struct Bar(double Limit, bool IsMost = false, bool OfInterval = false)
{
    public static implicit operator Bar(double least) => new(least);

    /// <summary>The value is to be at least that.</summary>
    public static Bar AtLeast(double least) => new(least);

    /// <summary>The value is to be at most that.</summary>
    public static Bar AtMost(double most) => new(most, IsMost: true);

    /// <summary>The same for the whole interval: chance alone is unlikely to have helped.</summary>
    public Bar Surely => this with { OfInterval = true };

    /// <summary>Whether a value with its interval keeps the bar.</summary>
    public bool IsHeldBy(double value, double low, double high)
    {
        var tested = !OfInterval ? value : IsMost ? high : low;
        return IsMost ? tested <= Limit : tested >= Limit;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(OfInterval ? "interval" : "value")} {(IsMost ? "at most" : "at least")} {Limit:F4}");
}

/// <summary>How a 95 % interval was found.</summary>
public enum IntervalMethod
{
    /// <summary>Counted or computed, not estimated: the interval is the value.</summary>
    Exact,

    /// <summary>Wilson's score interval of a share.</summary>
    Wilson,

    /// <summary>Student's t of a mean of independent values.</summary>
    StudentT,

    /// <summary>A jackknife over tenths.</summary>
    Jackknife,

    /// <summary>The spread of subsets, counted as so many as share no item.</summary>
    Subsets,

    /// <summary>Percentiles over 1,000 samples drawn with replacement.</summary>
    Bootstrap,
}
