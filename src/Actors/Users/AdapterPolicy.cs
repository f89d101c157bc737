using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Actors.Users;

/// <summary>Which adapters there are and how one is chosen.</summary>
public sealed record AdapterOptions
{
    [Parameter("How the adapter of a transmission is chosen.")]
    public AdapterPolicyKind Policy { get; init; } = AdapterPolicyKind.Nearest;

    [Parameter("The SNRs that adapters were made for.", Min = -60, Max = 90, Unit = "dB", MaxCount = 64)]
    public IReadOnlyList<double> SnrsDb { get; init; } = [-6, 0, 6, 12, 18];

    [Parameter("The SNR whose adapter the fixed policy takes.", Min = -60, Max = 90, Unit = "dB")]
    public double FixedSnrDb { get; init; } = 6;

    [Parameter("How far past the midpoint of two adapters the estimate must be to switch under hysteresis.",
        Min = 0, Max = 60, Unit = "dB")]
    public double HysteresisDb { get; init; } = 1;

    [Parameter("How old the SNR is that the transmitter knows.", Min = 0, Max = 1e6, Unit = "ms")]
    public double FeedbackDelayMs { get; init; } = 20;

    [Parameter("Standard deviation of the SNR estimate.", Min = 0, Max = 30, Unit = "dB")]
    public double EstimationErrorDb { get; init; }

    [Parameter("Adapters that a decoder keeps loaded; the one used longest ago makes room.", Min = 1, Max = 64)]
    public int BankSize { get; init; } = 5;
}

/// <summary>How a user's adapter is chosen.</summary>
public enum AdapterPolicyKind
{
    /// <summary>The one nearest to the estimated SNR.</summary>
    Nearest,

    /// <summary>As nearest, but the one in use stays until the estimate is clearly nearer to another.</summary>
    Hysteresis,

    /// <summary>Always the same.</summary>
    Fixed,

    /// <summary>The one nearest to the true SNR at that moment: what no real system can have.</summary>
    Oracle,
}

/// <summary>The adapter of one transmission.</summary>
/// <param name="AdapterIndex">Index into <see cref="AdapterOptions.SnrsDb"/>.</param>
/// <param name="EstimatedSnrDb">The SNR it was chosen for, dB.</param>
/// <param name="IsSwitch">Whether the transmission before had another one.</param>
public readonly record struct AdapterChoice(int AdapterIndex, double EstimatedSnrDb, bool IsSwitch);

/// <summary>
/// Chooses the adapters of users of consecutive numbers from what the transmitter knows: an SNR that is late and not
/// exact. It owns no clock and no generator; the only state is the adapter that each user has, a byte.
/// </summary>
public sealed class AdapterPolicy
{
    private const sbyte None = -1;

    private readonly AdapterOptions options;
    private readonly ISnrProcess snr;
    private readonly Seed seed;
    private readonly UserId first;
    private readonly sbyte[] current;

    public AdapterPolicy(AdapterOptions options, ISnrProcess snr, Seed seed, UserId first, int count = 1)
    {
        (this.options, this.snr, this.seed, this.first) = (options, snr, seed, first);
        current = new sbyte[count];
        Array.Fill(current, None);
    }

    /// <summary>The adapter of a transmission that is submitted now.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="transmission">Which one.</param>
    /// <param name="nowSeconds">The time.</param>
    /// <param name="serving">The SNR of the cell that serves the user now; null where it is always the same cell.</param>
    public AdapterChoice Choose(
        UserId user, TransmissionId transmission, double nowSeconds, ISnrProcess? serving = null)
    {
        ref var held = ref current[user.Value - first.Value];
        var estimate = Estimate(serving ?? snr, user, transmission, nowSeconds);
        var next = options.Policy switch
        {
            AdapterPolicyKind.Fixed => Nearest(options.SnrsDb, options.FixedSnrDb),
            AdapterPolicyKind.Hysteresis => WithHysteresis(held, estimate),
            _ => Nearest(options.SnrsDb, estimate),
        };
        var isSwitch = held != None && next != held;
        held = (sbyte)next;
        return new AdapterChoice(next, estimate, isSwitch);
    }

    /// <summary>The adapter made for the SNR nearest to <paramref name="snrDb"/>; of two as near, the first.</summary>
    public static int Nearest(IReadOnlyList<double> snrsDb, double snrDb)
    {
        var best = 0;
        for (var i = 1; i < snrsDb.Count; i++)
            if (Math.Abs(snrsDb[i] - snrDb) < Math.Abs(snrsDb[best] - snrDb)) best = i;
        return best;
    }

    private double Estimate(ISnrProcess process, UserId user, TransmissionId transmission, double nowSeconds)
    {
        if (options.Policy == AdapterPolicyKind.Oracle) return process.SnrDbAt(seed, user, nowSeconds);
        var known = process.SnrDbAt(seed, user, Math.Max(0, nowSeconds - options.FeedbackDelayMs / 1000));
        if (options.EstimationErrorDb == 0) return known;
        var key = new PhiloxKey(seed, StreamPurpose.Adapters, user, transmission);
        return known + options.EstimationErrorDb * key.Gaussian(0);
    }

    private int WithHysteresis(int held, double estimate)
    {
        var nearest = Nearest(options.SnrsDb, estimate);
        if (held == None) return nearest;
        // An estimate x dB past the midpoint is 2x dB nearer to the other adapter.
        var gain = Math.Abs(options.SnrsDb[held] - estimate) - Math.Abs(options.SnrsDb[nearest] - estimate);
        return gain > 2 * options.HysteresisDb ? nearest : held;
    }
}
