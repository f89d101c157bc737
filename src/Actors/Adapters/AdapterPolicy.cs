using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>
/// Chooses a user's adapter from what the transmitter knows: an SNR that is late and not exact. It owns no clock and no
/// generator; the only state is the adapter in use.
/// </summary>
public sealed class AdapterPolicy(AdapterOptions options, ISnrProcess snr, Seed seed, UserId user)
{
    private int current = -1;

    /// <summary>The adapter of a transmission that is submitted now.</summary>
    public AdapterChoice Choose(TransmissionId transmission, double nowSeconds)
    {
        var estimate = Estimate(transmission, nowSeconds);
        var next = options.Policy switch
        {
            AdapterPolicyKind.Fixed => Nearest(options.SnrsDb, options.FixedSnrDb),
            AdapterPolicyKind.Hysteresis => WithHysteresis(estimate),
            _ => Nearest(options.SnrsDb, estimate),
        };
        var isSwitch = current >= 0 && next != current;
        current = next;
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

    private double Estimate(TransmissionId transmission, double nowSeconds)
    {
        if (options.Policy == AdapterPolicyKind.Oracle) return snr.SnrDbAt(seed, user, nowSeconds);
        var known = snr.SnrDbAt(seed, user, Math.Max(0, nowSeconds - options.FeedbackDelayMs / 1000));
        if (options.EstimationErrorDb == 0) return known;
        var key = new PhiloxKey(seed, StreamPurpose.Adapters, user, transmission);
        return known + options.EstimationErrorDb * key.Gaussian(0);
    }

    private int WithHysteresis(double estimate)
    {
        var nearest = Nearest(options.SnrsDb, estimate);
        if (current < 0) return nearest;
        // An estimate x dB past the midpoint is 2x dB nearer to the other adapter.
        var gain = Math.Abs(options.SnrsDb[current] - estimate) - Math.Abs(options.SnrsDb[nearest] - estimate);
        return gain > 2 * options.HysteresisDb ? nearest : current;
    }
}
