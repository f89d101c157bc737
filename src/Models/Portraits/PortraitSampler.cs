using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Portraits;

/// <summary>Draws parameters on the CPU: a row is a pure function of the seed and its index.</summary>
public sealed class PortraitSampler(Seed seed)
{
    private const byte IdentityStage = 0, PictureStage = 1;

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
        var key = new PhiloxKey(seed, StreamPurpose.Portraits, default, new TransmissionId(index), stage);
        for (var i = 0; i < fractions.Length; i++) fractions[i] = (float)key.Uniform((uint)i);
    }
}

/// <summary>The seeds of the portraits: what is measured is never what was trained on.</summary>
public static class PortraitSets
{
    public static Seed Training { get; } = new(1);

    /// <summary>For the judge, so that it shares no picture with the networks that it judges.</summary>
    public static Seed JudgeTraining { get; } = new(2);

    /// <summary>The few portraits that adapters are fine-tuned on.</summary>
    public static Seed FineTuning { get; } = new(3);

    /// <summary>For the statistics that adapters of closed form are made of.</summary>
    public static Seed Coding { get; } = new(4);

    /// <summary>For the tables of the calibrated codec.</summary>
    public static Seed Calibration { get; } = new(1_000_004);

    public static Seed HeldOut { get; } = new(1_000_003);
}
