using EditableDeepSC.Channels.Randomness;
using TorchSharp;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// Portraits in pairs that differ in one parameter, for networks that are to draw what each parameter changes. Members
/// 2i and 2i + 1 are those of pair i: portrait i of <see cref="PortraitNormals"/>, and the same with one of its 53
/// fractions, drawn by chance, moved by a half (from 0.9 to 0.4, from 0.1 to 0.6).
/// </summary>
public sealed class PortraitPairs(PortraitSet set)
{
    public const int Members = 2;

    /// <summary>The normals [N, 53] of members by number.</summary>
    public Tensor Normals(IReadOnlyList<long> members)
    {
        using var scope = NewDisposeScope();
        var uniforms = PortraitParameters.UniformsOf(PortraitNormals.Of([.. members.Select(m => m / Members)], set));
        var columns = tensor(members.Select(m => ColumnOf(m / Members)).ToArray()).unsqueeze(1);
        var moves = tensor(members.Select(m => m % Members * 0.5f).ToArray()).unsqueeze(1);
        uniforms.scatter_add_(1, columns, moves);
        return PortraitLatent.NormalsOfUniforms(uniforms.remainder((Scalar)1)).MoveToOuterDisposeScope();
    }

    /// <summary>The drawings of the members, kept in a folder.</summary>
    public PortraitPool Pool(DirectoryInfo folder, int pairs) =>
        new(folder, $"pairs-{set.Seed.Value}", pairs * Members, 128, members =>
        {
            using var normals = Normals(members);
            return PortraitParameters.FromNormals(normals);
        });

    /// <summary>The column in which the members of a pair differ.</summary>
    public long ColumnOf(long pair) => (long)(PortraitParameters.Count
        * new PhiloxKey(set.Seed, StreamPurpose.PortraitPairs, set.Stream, new TransmissionId(pair)).Uniform(0));
}
