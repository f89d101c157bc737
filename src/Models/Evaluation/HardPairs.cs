using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// What a network says of pairs of pictures that are hard to tell apart (<see cref="PortraitLookalikes"/>): of one
/// person who looks otherwise, and of two people who look alike in all but their features.
/// </summary>
internal sealed record HardPairs(float[] Same, float[] Different)
{
    private const int Batch = 50;

    /// <summary>Compares what is read from images [N, 3, S, S] by rows.</summary>
    public static HardPairs Measure(PortraitSet set, int people, Func<Tensor, Tensor> read,
        Func<Tensor, Tensor, Tensor> compare, Device device)
    {
        using var quiet = no_grad();
        var lookalikes = new PortraitLookalikes(set);
        var (same, different) = (new List<float>(), new List<float>());
        for (var first = 0; first < people; first += Batch)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Batch, people - first);
            Tensor[] said = [.. Enumerable.Range(0, PortraitLookalikes.Members - 1).Select(member =>
                read(PortraitRenderer.Render(lookalikes.Parameters([.. Enumerable.Range(first, count)
                    .Select(four => (long)four * PortraitLookalikes.Members + member)])).to(device)))];
            same.AddRange(compare(said[0], said[1]).cpu().data<float>());
            different.AddRange(compare(said[0], said[2]).cpu().data<float>());
        }
        return new([.. same], [.. different]);
    }
}
