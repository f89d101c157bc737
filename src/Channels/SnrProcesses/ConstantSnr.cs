namespace EditableDeepSC.Channels;

/// <summary>The same SNR for every user at all times.</summary>
public sealed class ConstantSnr : ISnrProcess
{
    public const string Name = "constant";
    private readonly double snrDb;

    public ConstantSnr(ConstantSnrOptions options)
    {
        OptionRules.Check(Name, options);
        snrDb = options.SnrDb;
    }

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds) => snrDb;
}
