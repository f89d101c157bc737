using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>
/// Table III: r_inv iterations from a random z (Adam with noise; plain descent, eq. 9 as written, finds no portrait),
/// and the default, at the lowest SNR.
/// </summary>
internal sealed class InversionPart(PaperInstruments with, PaperPlan plan, TimeProvider time) : IPaperPart
{
    public const string Name = "inversion", Default = "default", Seconds = "seconds";

    public static string MethodOf(int iterations) => $"r_inv {iterations}";

    public IEnumerable<PaperUnit> Units => plan.Blocks(plan.Inversions).SelectMany(block => plan.Iterations
        .Select(MethodOf).Append(Default)
        .Select(method => new PaperUnit(Name, method, plan.SnrsDb[0], block.First, block.Count)));

    public PaperResult Compute(PaperUnit unit)
    {
        using var block = new PaperBlock(with, PortraitStyle.Photo, unit.First, unit.Count);
        var options = unit.Method == Default ? new JeccOptions() : JeccOptions.RandomStart with
        {
            Inversion = InversionOptions.RandomStart with
            {
                MaxIterations = plan.Iterations.Single(iterations => MethodOf(iterations) == unit.Method),
            },
        };
        using var sender = new JeccSender(with.Networks, options);
        using var method = new JeccMethod(with.Networks, sender, new CodingOptions());
        var started = time.GetTimestamp();
        var pictures = method.Receive(block.Requests, unit.SnrDb);
        var seconds = (float)(time.GetElapsedTime(started).TotalSeconds / unit.Count);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var seen = SeenPictures.Of(pictures.Select(picture => picture.Received), with.Networks);
        var originals = block.Originals();
        return new(unit, new(StringComparer.Ordinal)
        {
            [ComparisonPart.ToOriginal] = PaperNumbers.Of(seen.DistancesTo(originals)),
            [ComparisonPart.Features] = PaperNumbers.Of(with.Observer.Features(seen.Images)),
            [ComparisonPart.Originals] = PaperNumbers.Of(with.Observer.Features(originals.Images)),
            [Seconds] = [seconds],
        });
    }

    public void Dispose()
    {
    }
}
