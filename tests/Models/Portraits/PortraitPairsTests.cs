using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Portraits;

public sealed class PortraitPairsTests
{
    private const int Count = 400;

    [Fact]
    public void Normals_OfAPair_DifferInItsParameterByHalfOfItsRange()
    {
        using var scope = NewDisposeScope();
        var pairs = new PortraitPairs(PortraitSets.Training);
        var parameters = PortraitTriplets.Fractions(PortraitParameters.FromNormals(
            pairs.Normals([.. Enumerable.Range(0, 2 * Count).Select(member => (long)member)])));
        var columns = Enumerable.Range(0, Count).Select(pair => pairs.ColumnOf(pair)).ToArray();

        for (var pair = 0; pair < Count; pair++)
        {
            var moved = (parameters[2 * pair] - parameters[2 * pair + 1]).abs();
            var column = columns[pair];
            if (column < PortraitParameters.FirstAttribute)
                moved[column].item<float>().Should().BeApproximately(0.5f, 2e-3f);
            else
                moved[column].item<float>().Should().BeInRange(0.5f, 0.7f, "a degree is cut to 0..5");
            moved[column] = 0;
            moved.max().item<float>().Should().BeLessThan(1e-4f, "nothing else moves");
        }
        columns.Distinct().Should().HaveCount(PortraitParameters.Count, "all parameters take their turn, n = 400");
    }
}
