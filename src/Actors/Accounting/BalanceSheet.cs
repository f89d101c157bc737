using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>What went in and what came out: submitted = delivered + failed + expired, or something is wrong.</summary>
public sealed record Balance
{
    public long Submitted { get; init; }

    public long Delivered { get; init; }

    public long Failed { get; init; }

    public long Expired { get; init; }

    /// <summary>Refused before acceptance; not among the submitted.</summary>
    public long Rejected { get; init; }

    /// <summary>Submitted but without an end.</summary>
    public long Lost { get; init; }

    /// <summary>Ended without having been submitted.</summary>
    public long Unexpected { get; init; }

    /// <summary>Ended more than once.</summary>
    public long Duplicated { get; init; }

    /// <summary>The first ten that do not balance.</summary>
    public IReadOnlyList<OpenTransmission> Examples { get; init; } = [];

    public bool IsBalanced =>
        Lost == 0 && Unexpected == 0 && Duplicated == 0 && Submitted == Delivered + Failed + Expired;
}

/// <summary>A transmission that does not balance, and how far it had come.</summary>
public readonly record struct OpenTransmission(TransmissionId Id, Stage LastStage);

/// <summary>
/// Keeps account of every transmission by its id, in memory that grows with those under way. A second end counts as
/// duplicated while the first is among the last hundred thousand, later as unexpected: no balance either way.
/// </summary>
public sealed class BalanceSheet
{
    private const int MostExamples = 10, MostClosed = 100_000;

    private readonly Dictionary<TransmissionId, Stage> open = [];
    private readonly HashSet<TransmissionId> closed = [];
    private readonly Queue<TransmissionId> byEnd = new();
    private readonly List<OpenTransmission> wrong = [];
    private Balance counts = new();

    /// <summary>Transmissions without an end yet.</summary>
    public int OpenCount => open.Count;

    public void Submit(TransmissionId id)
    {
        if (closed.Contains(id) || !open.TryAdd(id, Stage.Submitted))
        {
            counts = counts with { Duplicated = counts.Duplicated + 1 };
            Note(id, Stage.Submitted);
            return;
        }
        counts = counts with { Submitted = counts.Submitted + 1 };
    }

    public void Reach(TransmissionId id, Stage stage)
    {
        if (open.ContainsKey(id)) open[id] = stage;
    }

    /// <summary>Takes note of requests that were refused.</summary>
    public void Reject(long count) => counts = counts with { Rejected = counts.Rejected + count };

    public void End(TransmissionId id, OutcomeKind kind)
    {
        if (kind == OutcomeKind.Rejected)
        {
            Reject(1);
            return;
        }
        if (!open.Remove(id))
        {
            var isSecond = closed.Contains(id);
            counts = isSecond
                ? counts with { Duplicated = counts.Duplicated + 1 }
                : counts with { Unexpected = counts.Unexpected + 1 };
            Note(id, isSecond ? Stage.Ended : Stage.Submitted);
            return;
        }
        closed.Add(id);
        byEnd.Enqueue(id);
        if (byEnd.Count > MostClosed) closed.Remove(byEnd.Dequeue());
        counts = kind switch
        {
            OutcomeKind.Delivered => counts with { Delivered = counts.Delivered + 1 },
            OutcomeKind.Failed => counts with { Failed = counts.Failed + 1 },
            _ => counts with { Expired = counts.Expired + 1 },
        };
    }

    /// <summary>The account as it stands: what is still open counts as lost.</summary>
    public Balance Close()
    {
        var lost = open.OrderBy(pair => pair.Key.Value)
            .Select(pair => new OpenTransmission(pair.Key, pair.Value));
        return counts with { Lost = open.Count, Examples = [.. wrong.Concat(lost).Take(MostExamples)] };
    }

    private void Note(TransmissionId id, Stage stage)
    {
        if (wrong.Count < MostExamples) wrong.Add(new OpenTransmission(id, stage));
    }
}
