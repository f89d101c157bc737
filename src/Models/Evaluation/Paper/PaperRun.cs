namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>Computes the units that are missing, one after another.</summary>
internal static class PaperRun
{
    /// <summary>Ends after a unit, by an <see cref="OperationCanceledException"/>, when it is to stop.</summary>
    public static void Complete(IReadOnlyList<IPaperPart> parts, PaperResults results, TimeProvider time,
        Action<PaperProgress> progress, CancellationToken stop)
    {
        var all = parts.SelectMany(part => part.Units.Select(unit => (Part: part, Unit: unit))).ToList();
        var missing = all.Where(one => !results.Has(one.Unit)).ToList();
        var pace = new UnitPace();
        for (var i = 0; i < missing.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            var (part, unit) = missing[i];
            var started = time.GetTimestamp();
            results.Add(part.Compute(unit));
            pace.Add(unit, time.GetElapsedTime(started));
            progress(new(all.Count - missing.Count + i + 1, all.Count, unit,
                pace.Of(missing.Skip(i + 1).Select(one => one.Unit))));
        }
    }

    /// <summary>How long units of a kind take.</summary>
    private sealed class UnitPace
    {
        private readonly Dictionary<string, (double Seconds, int Portraits)> spent = [];

        public void Add(PaperUnit unit, TimeSpan took)
        {
            foreach (var kind in new[] { KindOf(unit), "" })
            {
                var (seconds, portraits) = spent.GetValueOrDefault(kind);
                spent[kind] = (seconds + took.TotalSeconds, portraits + unit.Count);
            }
        }

        public TimeSpan Of(IEnumerable<PaperUnit> units) => TimeSpan.FromSeconds(units.Sum(unit =>
        {
            var (seconds, portraits) = spent.TryGetValue(KindOf(unit), out var known) ? known : spent[""];
            return unit.Count * seconds / portraits;
        }));

        private static string KindOf(PaperUnit unit) => $"{unit.Part} {unit.Method}";
    }
}
