using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>A sentence and the effect that it should have.</summary>
/// <param name="Kind">What kind of sentence; those of forbidding or keeping are called "forbid".</param>
/// <param name="Attribute">The attribute; null where nothing is asked for.</param>
/// <param name="Direction">
/// 1 for more, -1 for less; 0 where a degree is stated or nothing is asked for. In what forbids it is what is forbidden,
/// and 0 forbids any change.
/// </param>
/// <param name="Degree">The degree stated, 0..5.</param>
/// <param name="Text">The sentence.</param>
public sealed record LabelledEffect(string Kind, FaceAttribute? Attribute, int Direction, int? Degree, string Text)
{
    private const string Forbidding = "forbid";

    /// <summary>
    /// Whether a reading has this effect on each of the degrees 0..5 that the picture may have: towards more or less
    /// (none at the end of the scale), or the degree stated. What forbids is right where what it forbids is not done.
    /// </summary>
    public bool IsRight(RequestLabel read)
    {
        var forbids = Kind.StartsWith(Forbidding, StringComparison.Ordinal);
        if (read.Attribute is null) return Attribute is null || forbids;
        if (read.Attribute != Attribute || (forbids && Direction == 0)) return false;
        return Enumerable.Range(0, FaceAttributes.DegreeCount).All(now =>
        {
            var target = EditTarget.Of(read, [.. FaceAttributes.All.Select(_ => now)])!;
            return forbids ? target.Direction != Direction
                : Degree is { } degree ? target.Degree == degree
                : target.Direction == Direction || (target.Direction == 0 && (now == 0 || now == FaceAttributes.MaxDegree)
                    && Math.Clamp(now + Direction, 0, FaceAttributes.MaxDegree) == now);
        });
    }
}

/// <summary>
/// Files of labelled sentences, one a line: kind, attribute or none, more, less, target or none, the degree of a target,
/// sentence, with tabs between; "#" begins a comment. The attribute young is the age: more is older.
/// </summary>
public static class RequestSet
{
    /// <summary>Reads a file; throws a <see cref="FormatException"/> that names file and line.</summary>
    public static IReadOnlyList<LabelledEffect> Read(string path) =>
        [.. File.ReadLines(path).Select((line, i) => (Line: line, Number: i + 1))
            .Where(of => of.Line.Trim().Length > 0 && of.Line[0] != '#')
            .Select(of => Parse(of.Line.Split('\t')) ?? throw new FormatException($"{path}, line {of.Number}: "
                + "expected kind, attribute, direction, degree and sentence with tabs between."))];

    /// <summary>The share of each kind that is read with the right effect, with Wilson's 95 % interval.</summary>
    public static IEnumerable<MeasuredFigure> Measure(RequestReader reader, IReadOnlyList<LabelledEffect> sentences)
    {
        var read = reader.Read([.. sentences.Select(sentence => sentence.Text)]);
        return sentences.Zip(read, (sentence, request) => (sentence.Kind, Right: sentence.IsRight(request.Label)))
            .GroupBy(of => of.Kind)
            .Select(kind => Estimate.Share("text", $"{kind.Key}: right effect", kind.Count(of => of.Right), kind.Count()));
    }

    private static LabelledEffect? Parse(string[] fields)
    {
        if (fields is not [var kind, var name, var way, var number, var text]) return null;
        FaceAttribute? attribute = name.ToLowerInvariant() is "young" ? FaceAttribute.Age
            : Enum.TryParse<FaceAttribute>(name, ignoreCase: true, out var known) ? known : null;
        int? degree = int.TryParse(number, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        var direction = way switch { "more" => 1, "less" => -1, _ => 0 };
        return attribute is null ? name == "none" ? new(kind, null, 0, null, text) : null
            : way is "none" ? new(kind, attribute, 0, null, text)
            : (direction == 0) == degree is >= 0 and <= FaceAttributes.MaxDegree
                ? new(kind, attribute, direction, degree, text) : null;
    }
}
