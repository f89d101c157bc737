using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Samples.ChannelPlugin;

/// <summary>Weakens every symbol that is sent inside a tunnel; each user enters at times of its own.</summary>
public sealed class TunnelChannel : IChannel
{
    public const string Name = "tunnel";
    private readonly TunnelOptions options;
    private readonly float insideGain;

    public TunnelChannel(TunnelOptions options)
    {
        OptionRules.Check(Name, options);
        this.options = options;
        insideGain = (float)Math.Sqrt(Decibels.ToRatio(-options.LossDb));
    }

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        // Keyed by the user alone: the same user meets the same tunnels in every transmission.
        var key = use.PluginKey(Name) with { Transmission = default };
        var offset = key.Uniform(0);
        var gain = realisation.Scratch();
        gain.Imaginary.Clear();
        for (var i = 0; i < gain.Length; i++)
        {
            var turns = offset + (use.TimeSeconds + i / use.SymbolRateBaud) / options.PeriodSeconds;
            gain.Real[i] = turns - Math.Floor(turns) < options.InsideFraction ? insideGain : 1;
        }
        realisation.Fade(gain, coherenceSymbols: 1);
    }
}
