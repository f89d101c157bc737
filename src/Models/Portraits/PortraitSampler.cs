using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Portraits;

/// <summary>Draws parameters on the CPU: a row is a pure function of the set and its index.</summary>
public sealed class PortraitSampler(PortraitSet set)
{
    private const byte IdentityStage = 0, PictureStage = 1;

    /// <summary>Of the portraits of a user's seed, none of which is in a reserved set.</summary>
    public PortraitSampler(Seed seed) : this(PortraitSet.Of(seed))
    {
    }

    /// <summary>Rows [<paramref name="count"/>, P] of portraits first, first + 1, ...: every person once.</summary>
    public Tensor Sample(long first, int count) =>
        Sample([.. Enumerable.Range(0, count).Select(i => (first + i, first + i))]);

    /// <summary>
    /// Rows [N, P] of chosen people in chosen pictures: two rows with the same person differ in pose, light, background
    /// and degrees alone. Attribute degrees are whole numbers.
    /// </summary>
    public Tensor Sample(IReadOnlyList<(long Person, long Picture)> rows)
    {
        const int Identity = PortraitParameters.IdentityCount;
        var values = new float[rows.Count * PortraitParameters.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            var columns = values.AsSpan(row * PortraitParameters.Count, PortraitParameters.Count);
            Fill(rows[row].Person, IdentityStage, columns[..Identity]);
            Fill(rows[row].Picture, PictureStage, columns[Identity..]);
            foreach (ref var degree in columns[PortraitParameters.FirstAttribute..])
                degree = MathF.Min(MathF.Floor(degree * FaceAttributes.DegreeCount), FaceAttributes.MaxDegree);
        }
        return tensor(values, [rows.Count, PortraitParameters.Count]);
    }

    private void Fill(long index, byte stage, Span<float> fractions)
    {
        var key = new PhiloxKey(set.Seed, StreamPurpose.Portraits, set.Stream, new TransmissionId(index), stage);
        for (var i = 0; i < fractions.Length; i++) fractions[i] = (float)key.Uniform((uint)i);
    }
}
