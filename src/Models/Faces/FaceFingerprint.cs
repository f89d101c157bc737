using System.IO.Hashing;
using System.Text;

namespace EditableDeepSC.Models.Faces;

/// <summary>What a training learns from, so that it does not go on with something else: numbers and digests.</summary>
/// <param name="Count">Pictures; 0 for drawn portraits and for images that a generator makes.</param>
/// <param name="Pictures">Of the names and sizes of their files.</param>
/// <param name="Labels">Of their degrees; null where the training asks for none.</param>
/// <param name="Identities">Of who is in them; null where the training asks for none.</param>
/// <param name="Resolution">Width and height that they are taken at, pixels.</param>
internal sealed record FaceFingerprint(int Count, string Pictures, string? Labels, string? Identities, int Resolution)
{
    /// <summary>Of a training without pictures of a user.</summary>
    public static FaceFingerprint Without(bool drawn) =>
        new(0, drawn ? "drawn portraits" : "images of the generator", null, null, 0);

    public static FaceFingerprint Of(FaceDataSet faces, int resolution, bool labels, bool identities) => new(
        faces.Count, Digest(faces.Names.Select((name, item) => $"{name} {faces.SizeOf(item)}")),
        labels && faces.Degrees is { } degrees ? Digest(degrees.Select(of => string.Join(' ', of))) : null,
        identities && faces.Identities is { } people ? Digest(people.Select(person => $"{person}")) : null, resolution);

    /// <summary>What another one is of, where that is something else; null: it is the same.</summary>
    public string? DifferenceFrom(FaceFingerprint other) =>
        other.Said != Said ? $"{other.Said}, and now there are {Said}"
        : other.Pictures != Pictures ? "pictures of other names or sizes"
        : other.Resolution != Resolution ? $"pictures of {other.Resolution} pixels a side, not {Resolution}"
        : other.Labels != Labels ? "other labels"
        : other.Identities != Identities ? "other identities" : null;

    private string Said => Count == 0 ? Pictures : $"{Count} pictures";

    private static string Digest(IEnumerable<string> lines)
    {
        var hash = new XxHash128();
        foreach (var line in lines) hash.Append(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
