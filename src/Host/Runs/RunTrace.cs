using EditableDeepSC.Channels;

namespace EditableDeepSC.Host;

/// <summary>What is kept of a run for its report besides numbers, in memory that does not grow with the run.</summary>
internal sealed class RunTrace(RunFolder folder, Scenario scenario)
{
    public RunTimeline Timeline { get; init; } = new();

    public PictureAlbum Pictures { get; } =
        new(folder.Images, new Seed((ulong)scenario.Seed), scenario.Adapters.SnrsDb);
}
