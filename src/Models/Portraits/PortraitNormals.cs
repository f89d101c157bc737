using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// The normals [N, 53] behind portraits by number, for <see cref="PortraitParameters.FromNormals"/>. Portraits with an
/// odd number have whole degrees, as all that a user sends; the others take any degree, as edits pass through.
/// </summary>
public static class PortraitNormals
{
    public static Tensor Of(IReadOnlyList<long> portraits, PortraitSet set)
    {
        using var scope = NewDisposeScope();
        var values = new float[portraits.Count * PortraitParameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = Math.DivRem(i, PortraitParameters.Count);
            values[i] = (float)new PhiloxKey(set.Seed, StreamPurpose.LatentCode, new UserId(1),
                new TransmissionId(portraits[row])).Gaussian((uint)column);
        }
        var normals = tensor(values, [portraits.Count, PortraitParameters.Count]);
        var parameters = PortraitParameters.FromNormals(normals);
        var degrees = parameters[.., PortraitParameters.FirstAttribute..];
        degrees.copy_(degrees.round());
        var whole = tensor(portraits.Select(portrait => portrait % 2 == 1).ToArray()).unsqueeze(1);
        return where(whole, PortraitLatent.NormalsOf(parameters), normals).MoveToOuterDisposeScope();
    }
}
