using EditableDeepSC.Channels.Randomness;
using TorchSharp;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// Triplets of portraits for a perceptual metric: a reference, and two that differ from it by known amounts. Members
/// 3i, 3i + 1 and 3i + 2 are those of triplet i. In even triplets all parameters of a member move a share t of the way
/// to another portrait's, in odd ones each with probability t changes to that of the other; t is uniform.
/// </summary>
public sealed class PortraitTriplets(PortraitSet set)
{
    private const int Members = 3;
    private readonly PortraitSampler sampler = new(set);

    /// <summary>Parameters [N, P] of members by number.</summary>
    public Tensor Parameters(IReadOnlyList<long> members)
    {
        using var scope = NewDisposeScope();
        var references = sampler.Sample([.. members.Select(m => m - m % Members).Select(m => (m, m))]);
        var others = sampler.Sample([.. members.Select(m => (m, m))]);
        var shares = new float[members.Count * PortraitParameters.Count];
        for (var row = 0; row < members.Count; row++)
            Fill(members[row], shares.AsSpan(row * PortraitParameters.Count, PortraitParameters.Count));
        return references.lerp(others, tensor(shares, [members.Count, PortraitParameters.Count]))
            .MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How far rows [N, P] lie apart, [N]: the Euclidean distance where every parameter runs from 0 to 1.
    /// </summary>
    public static Tensor Distance(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        return Fractions(first - second).square().sum(dim: 1).sqrt().MoveToOuterDisposeScope();
    }

    /// <summary>The squares of the distances of all rows [N, P] from one another, [N, N].</summary>
    public static Tensor SquaredDistances(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return Fractions(rows.unsqueeze(0) - rows.unsqueeze(1)).square().sum(dim: 2).MoveToOuterDisposeScope();
    }

    /// <summary>A copy of parameters [..., P], or of differences, where each runs from 0 to 1.</summary>
    public static Tensor Fractions(Tensor parameters)
    {
        var copy = parameters.clone();
        using var attributes = copy.narrow(-1, PortraitParameters.FirstAttribute, FaceAttributes.Count);
        attributes.div_((Scalar)(double)FaceAttributes.MaxDegree);
        return copy;
    }

    private void Fill(long member, Span<float> shares)
    {
        var key = new PhiloxKey(set.Seed, StreamPurpose.PortraitTriplets, default, new TransmissionId(member));
        var share = member % Members == 0 ? 0 : (float)key.Uniform(0);
        shares.Fill(share);
        if (member / Members % 2 == 0) return;
        for (var i = 0; i < shares.Length; i++) shares[i] = key.Uniform((uint)i + 1) < share ? 1 : 0;
    }
}
