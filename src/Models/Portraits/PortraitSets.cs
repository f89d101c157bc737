using EditableDeepSC.Channels;

namespace EditableDeepSC.Models.Portraits;

/// <summary>The seeds of the portraits: what is measured is never what was trained on.</summary>
public static class PortraitSets
{
    public static Seed Training { get; } = new(1);

    /// <summary>For the judge, so that it shares no picture with the networks that it judges.</summary>
    public static Seed JudgeTraining { get; } = new(2);

    /// <summary>The few portraits that adapters are fine-tuned on.</summary>
    public static Seed FineTuning { get; } = new(3);

    public static Seed HeldOut { get; } = new(1_000_003);
}
