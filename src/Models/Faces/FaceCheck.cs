using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Faces;

/// <summary>What <c>eds images check</c> finds in a data set.</summary>
/// <param name="Pictures">How many there are, broken ones included.</param>
/// <param name="Sizes">Width x height and how often it occurs, the most frequent first.</param>
/// <param name="Broken">What is wrong with pictures that cannot be read, by name.</param>
/// <param name="Splits">Pictures of each part.</param>
/// <param name="Degrees">Of each attribute how often each degree occurs; null without labels.</param>
/// <param name="People">
/// Different people, and how many of them have two or more pictures; null without identities.
/// </param>
public sealed record FaceCheck(int Pictures, IReadOnlyList<(string Size, int Count)> Sizes, IReadOnlyList<string> Broken,
    IReadOnlyDictionary<FaceSplit, int> Splits, IReadOnlyDictionary<FaceAttribute, int[]>? Degrees,
    (int All, int WithTwo)? People)
{
    /// <summary>Decodes every picture of a data set.</summary>
    public static FaceCheck Of(FaceDataSet faces)
    {
        var (sizes, problems) = (new string?[faces.Count], new string?[faces.Count]);
        Parallel.For(0, faces.Count, item =>
        {
            try
            {
                var picture = faces.Read(item);
                sizes[item] = string.Create(CultureInfo.InvariantCulture, $"{picture.Width}x{picture.Height}");
            }
            catch (DataSetException problem)
            {
                problems[item] = problem.Message;
            }
        });
        return new(faces.Count,
            [.. sizes.OfType<string>().GroupBy(size => size).Select(same => (same.Key, same.Count()))
                .OrderByDescending(size => size.Item2).ThenBy(size => size.Key, StringComparer.Ordinal)],
            [.. problems.OfType<string>()],
            faces.Names.GroupBy(FaceDataSet.SplitOf).OrderBy(part => part.Key)
                .ToDictionary(part => part.Key, part => part.Count()),
            faces.Degrees is not { } degrees ? null : FaceAttributes.All.ToDictionary(attribute => attribute,
                attribute => Enumerable.Range(0, FaceAttributes.DegreeCount)
                    .Select(degree => degrees.Count(of => of[(int)attribute] == degree)).ToArray()),
            faces.Identities is not { } people ? null : (people.Distinct().Count(),
                people.GroupBy(person => person).Count(pictures => pictures.Skip(1).Any())));
    }
}
