using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Channels.Options;

/// <summary>What an assembly implements, with a public parameterless constructor, to add modules of its own.</summary>
public interface IChannelPlugin
{
    /// <summary>Adds channels and SNR processes to <paramref name="registry"/>.</summary>
    void Register(ChannelRegistry registry);
}

/// <summary>Everything that a link can be made of, by name: what is built in and what plug-ins bring.</summary>
public sealed class ChannelRegistry
{
    /// <summary>Where the modules of this library come from, as <see cref="ModuleDescription.Origin"/> says.</summary>
    public const string BuiltIn = "built in";

    /// <summary>A registry of all that is built in.</summary>
    public ChannelRegistry()
    {
        Channels.Add<AwgnOptions>(AwgnChannel.Name, "White Gaussian noise alone", _ => new AwgnChannel());
        Channels.Add<RayleighOptions>(RayleighChannel.Name,
            "Fading without a line of sight", o => new RayleighChannel(o));
        Channels.Add<RicianOptions>(RicianChannel.Name, "Fading around a line of sight", o => new RicianChannel(o));
        Channels.Add<NakagamiOptions>(NakagamiChannel.Name, "Fading with shape m", o => new NakagamiChannel(o));
        Channels.Add<JakesOptions>(JakesChannel.Name, "Fading of a moving user over time", o => new JakesChannel(o));
        Channels.Add<FrequencySelectiveOptions>(FrequencySelectiveChannel.Name,
            "Echoes that reach into later symbols", o => new FrequencySelectiveChannel(o));
        Channels.Add<GilbertElliottOptions>(GilbertElliottChannel.Name,
            "Bursts of strong noise", o => new GilbertElliottChannel(o));
        Channels.Add<ErasureOptions>(ErasureChannel.Name, "Symbols that get lost", o => new ErasureChannel(o));
        Channels.Add<PhaseNoiseOptions>(PhaseNoiseChannel.Name,
            "An oscillator whose phase wanders", o => new PhaseNoiseChannel(o));
        Channels.Add<ClippingOptions>(ClippingChannel.Name, "An amplifier that saturates", o => new ClippingChannel(o));
        Channels.Add<InterferenceOptions>(InterferenceChannel.Name,
            "Other users on the same frequency", o => new InterferenceChannel(o));
        Channels.Add<ChainOptions>(ChainChannel.Name, "Several channels at once", o => new ChainChannel(o));

        SnrProcesses.Add<ConstantSnrOptions>(ConstantSnr.Name, "The same SNR at all times", o => new ConstantSnr(o));
        SnrProcesses.Add<StepsSnrOptions>(StepsSnr.Name, "Jumps at given times", o => new StepsSnr(o));
        SnrProcesses.Add<RampsSnrOptions>(RampsSnr.Name, "Straight lines between points", o => new RampsSnr(o));
        SnrProcesses.Add<TraceSnrOptions>(TraceSnr.Name, "A measured trace from a CSV file", o => new TraceSnr(o));
        SnrProcesses.Add<RandomWalkSnrOptions>(RandomWalkSnr.Name, "A bounded random walk", o => new RandomWalkSnr(o));
        SnrProcesses.Add<PathLossSnrOptions>(PathLossSnr.Name,
            "Path loss and shadowing of a moving user", o => new PathLossSnr(o));
    }

    public ModuleCatalog<IChannel> Channels { get; } = new("channel");

    public ModuleCatalog<ISnrProcess> SnrProcesses { get; } = new("SNR process");

    /// <summary>Adds an assembly's plug-ins; throws <see cref="ChannelOptionException"/> where it cannot.</summary>
    /// <param name="path">The assembly's file.</param>
    public void Load(string path)
    {
        SetOrigin(Path.GetFileName(path));
        PluginAssembly.Register(path, this);
        SetOrigin(BuiltIn);
    }

    private void SetOrigin(string origin) => Channels.Origin = SnrProcesses.Origin = origin;
}
