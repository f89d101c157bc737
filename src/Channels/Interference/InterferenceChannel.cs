namespace EditableDeepSC.Channels;

/// <summary>
/// Interference from other active users: each sends Gaussian symbols through its own Rayleigh gain, drawn once a
/// transmission, and the receiver knows how strong the sum is.
/// </summary>
public sealed class InterferenceChannel : IChannel
{
    public const string Name = "interference";
    private readonly InterferenceOptions options;

    public InterferenceChannel(InterferenceOptions options)
    {
        OptionRules.Check(Name, options);
        this.options = options;
    }

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        var state = use.Key(StreamPurpose.State);
        var power = 0.0;
        for (var other = 0u; other < options.Users; other++)
        {
            if (state.Uniform(2 * other) >= options.Activity) continue;
            power -= Math.Log(1 - state.Uniform(2 * other + 1)); // |Rayleigh gain|^2 is exponential with mean 1
        }
        if (power == 0) return;

        // Independent Gaussian symbols through fixed gains add up to Gaussian symbols of the summed power.
        power *= use.Power * Decibels.ToRatio(options.PowerDb);
        var sum = realisation.Scratch();
        GaussianSamples.Fill(use.Key(StreamPurpose.Interference), sum, power);
        realisation.Interfere(sum, power);
    }
}
