using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// Hard pairs for networks that tell people apart, in fours: members 4i to 4i + 3 are those of four i. Member 0 is a
/// person; 1 the same person with other hair, light, pose, background and attributes; 2 somebody else, who shares all
/// but the features with 0; 3 is 0 with the features of one group, drawn by chance, of somebody else.
/// </summary>
public sealed class PortraitLookalikes(PortraitSet set)
{
    public const int Members = 4;

    private const int Skin = (int)PortraitParameter.HairLightness;    // the columns before it
    private readonly PortraitSampler sampler = new(set);

    /// <summary>Parameters [N, P] of members by number.</summary>
    public Tensor Parameters(IReadOnlyList<long> members)
    {
        using var scope = NewDisposeScope();
        var rows = sampler.Sample([.. members.Select(m => m - m % Members).Select(m => (m, m))]);
        var others = sampler.Sample([.. members.Select(m => (m, m))]);
        for (var i = 0; i < members.Count; i++)
            foreach (var columns in TakenByOther(members[i]))
                rows[i][columns].copy_(others[i][columns]);
        return rows.MoveToOuterDisposeScope();
    }

    private Range[] TakenByOther(long member) => (member % Members) switch
    {
        0 => [],
        1 => [Skin..FaceFeatures.First, PortraitParameters.IdentityCount..PortraitParameters.Count],
        2 => [FaceFeatures.First..PortraitParameters.IdentityCount],
        _ => [FaceFeatures.ColumnsOf(GroupOf(member))],
    };

    private FeatureGroup GroupOf(long member) => FaceFeatures.Groups[(int)(FaceFeatures.Groups.Count
        * new PhiloxKey(set.Seed, StreamPurpose.PortraitLookalikes, set.Stream, new TransmissionId(member)).Uniform(0))];
}
