using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// A stream of portraits. Reserved sets and the seeds of users have different streams of random numbers, so whatever
/// seed a user gives, none of the portraits is one of a reserved set.
/// </summary>
public readonly record struct PortraitSet
{
    private static readonly UserId Reserved = new(0), OfUsers = new(1);

    private PortraitSet(UserId stream, Seed seed) => (Stream, Seed) = (stream, seed);

    /// <summary>The portraits of a user's seed: those of scenarios and of <c>eds portraits</c>.</summary>
    public static PortraitSet Of(Seed seed) => new(OfUsers, seed);

    internal static PortraitSet Kept(ulong seed) => new(Reserved, new Seed(seed));

    internal UserId Stream { get; }

    /// <summary>Which one of its stream.</summary>
    public Seed Seed { get; }
}

/// <summary>
/// The reserved sets: what is measured is never what was trained on, and never what a simulation shows.
/// </summary>
public static class PortraitSets
{
    public static PortraitSet Training { get; } = PortraitSet.Kept(1);

    /// <summary>For the judge and the observer: they share no picture with the networks that they measure.</summary>
    public static PortraitSet MeasuringTraining { get; } = PortraitSet.Kept(2);

    /// <summary>The few portraits that adapters are fine-tuned on.</summary>
    public static PortraitSet FineTuning { get; } = PortraitSet.Kept(3);

    /// <summary>For the statistics that adapters of closed form are made of.</summary>
    public static PortraitSet Coding { get; } = PortraitSet.Kept(4);

    /// <summary>For the tables of the calibrated codec.</summary>
    public static PortraitSet Calibration { get; } = PortraitSet.Kept(1_000_004);

    /// <summary>What <c>eds eval</c> measures on, as often as anyone likes.</summary>
    public static PortraitSet Development { get; } = PortraitSet.Kept(1_000_003);

    /// <summary>What <c>eds eval --final</c> measures on; each use is counted.</summary>
    public static PortraitSet Evaluation { get; } = PortraitSet.Kept(1_000_005);

    /// <summary>All, by name.</summary>
    public static IReadOnlyList<(string Name, PortraitSet Set)> All { get; } =
    [
        (nameof(Training), Training), (nameof(MeasuringTraining), MeasuringTraining),
        (nameof(FineTuning), FineTuning), (nameof(Coding), Coding), (nameof(Calibration), Calibration),
        (nameof(Development), Development), (nameof(Evaluation), Evaluation),
    ];
}
