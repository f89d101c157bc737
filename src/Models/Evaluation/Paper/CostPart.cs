using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>What a method costs, alone in a process of its own.</summary>
/// <param name="Seconds">Of each pair of picture and sentence, sent one by one: from picture to picture.</param>
/// <param name="PeakMiB">The most memory that the process held.</param>
public sealed record PaperCost(IReadOnlyList<double> Seconds, double PeakMiB);

/// <summary>Table V: time a pair and memory.</summary>
/// <param name="methods">All methods.</param>
/// <param name="plan">How many pairs.</param>
/// <param name="measure">Measures a method by its id.</param>
internal sealed class CostPart(PaperMethods methods, PaperPlan plan, Func<string, PaperCost> measure) : IPaperPart
{
    public const string Name = "cost", PeakMiB = "peakMiB";

    private const double SnrDb = 6;

    public IEnumerable<PaperUnit> Units => plan.Pairs == 0 ? []
        : methods.Present.Where(method => !method.IsVariant)
            .Select(method => new PaperUnit(Name, method.Id, 0, 0, plan.Pairs));

    public PaperResult Compute(PaperUnit unit)
    {
        var cost = measure(unit.Method);
        return new(unit, new(StringComparer.Ordinal)
        {
            [InversionPart.Seconds] = [.. cost.Seconds.Select(seconds => (float)seconds)],
            [PeakMiB] = [(float)cost.PeakMiB],
        });
    }

    /// <summary>The seconds of each pair, after one that warms up.</summary>
    public static IReadOnlyList<double> Time(
        PaperInstruments with, PaperMethods methods, string method, int pairs, TimeProvider time)
    {
        using var block = new PaperBlock(with, PortraitStyle.Photo, 0, pairs + 1);
        return [.. block.Requests.Select(request =>
        {
            var started = time.GetTimestamp();
            methods.Get(method).Receive([request], SnrDb);
            return time.GetElapsedTime(started).TotalSeconds;
        }).Skip(1)];
    }

    public void Dispose()
    {
    }
}
