namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>What is computed and written at once.</summary>
/// <param name="Part">The figure or table that it is for.</param>
/// <param name="Method">The method.</param>
/// <param name="SnrDb">The SNR, dB; 0 where there is no channel.</param>
/// <param name="First">The first portrait.</param>
/// <param name="Count">How many portraits.</param>
public sealed record PaperUnit(string Part, string Method, double SnrDb, int First, int Count);

/// <summary>What a unit found.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Columns">By name, one number or one row of numbers a portrait.</param>
internal sealed record PaperResult(PaperUnit Unit, SortedDictionary<string, float[]> Columns);

/// <summary>Something that section V shows, as units of work.</summary>
internal interface IPaperPart : IDisposable
{
    /// <summary>All units, in the order in which they are cheapest.</summary>
    IEnumerable<PaperUnit> Units { get; }

    /// <summary>Computes a unit; its numbers depend on the unit alone.</summary>
    PaperResult Compute(PaperUnit unit);
}

/// <summary>How far the work is.</summary>
/// <param name="Done">Units done.</param>
/// <param name="Total">All units.</param>
/// <param name="Unit">The last one.</param>
/// <param name="Left">The time left, by how long units of each kind have taken; null before the first.</param>
public sealed record PaperProgress(int Done, int Total, PaperUnit Unit, TimeSpan? Left);
