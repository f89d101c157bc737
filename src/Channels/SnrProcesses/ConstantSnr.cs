using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.SnrProcesses;

/// <summary>An SNR that never changes.</summary>
public sealed record ConstantSnrOptions
{
    [Parameter("Es/N0 at all times.", Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double SnrDb { get; init; } = 10;
}

/// <summary>The same SNR for every user at all times.</summary>
public sealed class ConstantSnr(ConstantSnrOptions options) : ISnrProcess
{
    public const string Name = "constant";
    private readonly double snrDb = OptionRules.Checked(Name, options).SnrDb;

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds) => snrDb;
}
