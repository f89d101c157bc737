using System.Text.Json.Serialization;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Actors.Runs;

/// <summary>What a run is made of.</summary>
public record SimulationOptions
{
    [Parameter("What everything random is drawn from.", Min = 0, Max = 9.007e15)]
    public long Seed { get; init; } = 1;

    [Parameter("How long users ask for pictures, in simulated time.", Min = 0.001, Max = 1e7, Unit = "s")]
    public double DurationSeconds { get; init; } = 30;

    [Parameter("virtual: computing takes what a device profile says, the same on every machine; wall: what it takes here.")]
    public ClockKind Clock { get; init; } = ClockKind.Virtual;

    [Parameter("Whether each transmission meets the link at its nominal time, so that runs do not depend on timing.")]
    public bool Deterministic { get; init; }

    [Parameter("Groups of users.", MaxCount = 64)]
    public IReadOnlyList<UserGroupOptions> Users { get; init; } = [];

    /// <summary>Users of all groups.</summary>
    [JsonIgnore]
    public long UserCount => Users.Sum(group => (long)group.Count);

    [Parameter("Who encodes.")]
    public PoolOptions Encoders { get; init; } = new();

    [Parameter("Who decodes.")]
    public PoolOptions Decoders { get; init; } = new();

    [Parameter("The air that all users share.")]
    public CellOptions Cell { get; init; } = new();

    [Parameter("Several cells in the place of one, each with an air of its own.", MaxCount = CellSiteOptions.Most)]
    public IReadOnlyList<CellSiteOptions> Cells { get; init; } = [];

    /// <summary>The air of each cell; there is one at least.</summary>
    [JsonIgnore]
    public IReadOnlyList<CellOptions> Air => Cells.Count > 0 ? Cells : [Cell];

    [Parameter("Path loss and shadowing between cells and users, where there are several cells.")]
    public RadioOptions Radio { get; init; } = new();

    [Parameter("When users change to another cell, where there are several.")]
    public HandoverOptions Handover { get; init; } = new();

    [Parameter("Which adapters there are and how one is chosen.")]
    public AdapterOptions Adapters { get; init; } = new();

    [Parameter("What goes wrong on purpose.")]
    public FaultOptions Faults { get; init; } = new();

    [Parameter("Users of whom figures are kept one by one, as in users.csv: the first ones.", Min = 0, Max = 1e8)]
    public int UsersListed { get; init; } = 10_000;

    [Parameter("Time between two samples of the queues.", Min = 0.01, Max = 1e6, Unit = "s")]
    public double SampleSeconds { get; init; } = 1;

    [Parameter("Time on the run's clock without any progress after which a run is given up.", Min = 1, Max = 1e6, Unit = "s")]
    public double StallSeconds { get; init; } = 300;

    [Parameter("Time on the machine's clock without a result of any batch after which a run in virtual time is given up.",
        Min = 0.1, Max = 1e6, Unit = "s")]
    public double HangSeconds { get; init; } = 600;
}

/// <summary>What time a run goes by.</summary>
public enum ClockKind
{
    /// <summary>One that jumps to what comes next: the same run on every machine.</summary>
    Virtual,

    /// <summary>That of the machine.</summary>
    Wall,
}
