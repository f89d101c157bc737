using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Channels;

/// <summary>Other users on the same frequency.</summary>
public sealed record InterferenceOptions
{
    [Parameter("Other users that can be heard.", Min = 0, Max = 1000)]
    public int Users { get; init; } = 3;

    [Parameter("Chance that each of them sends during a transmission.", Min = 0, Max = 1)]
    public double Activity { get; init; } = 0.5;

    [Parameter("Average power of each sender over that of the wanted user.", Min = -100, Max = 60, Unit = "dB")]
    public double PowerDb { get; init; } = -10;
}

/// <summary>
/// Interference from other active users: each sends Gaussian symbols through its own Rayleigh gain, drawn once a
/// transmission, and the receiver knows how strong the sum is.
/// </summary>
public sealed class InterferenceChannel(InterferenceOptions options) : IChannel
{
    public const string Name = "interference";
    private readonly InterferenceOptions options = OptionRules.Checked(Name, options);

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
