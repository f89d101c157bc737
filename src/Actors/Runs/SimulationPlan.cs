using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Runs;

/// <summary>A run with everything looked up and checked: nothing in it can be misspelt any more.</summary>
public sealed class SimulationPlan
{
    private readonly UserLink[] links;
    private readonly IReadOnlyList<string> sentences;

    /// <summary>Throws <see cref="ChannelOptionException"/> where a link cannot be made.</summary>
    /// <param name="options">What the run is made of.</param>
    /// <param name="registry">Where channels and SNR processes come from.</param>
    /// <param name="codec">The models.</param>
    /// <param name="sentences">What users may ask for; each picks by its keys.</param>
    public SimulationPlan(
        SimulationOptions options, ChannelRegistry registry, ICodec codec, IReadOnlyList<string> sentences)
    {
        (Options, Codec, this.sentences) = (options, codec, sentences);
        links = [.. options.Users.Select(group => LinkOf(group.Link, registry))];
    }

    private SimulationPlan(SimulationPlan other, SimulationOptions options)
    {
        (Options, Codec) = (options, other.Codec);
        (links, sentences) = (other.links, other.sentences);
    }

    public SimulationOptions Options { get; }

    public ICodec Codec { get; }

    /// <summary>The same run on other devices, in the order of the workers.</summary>
    public SimulationPlan On(IReadOnlyList<string> encoderDevices, IReadOnlyList<string> decoderDevices) =>
        new(this, Options with
        {
            Encoders = Options.Encoders with { Devices = encoderDevices },
            Decoders = Options.Decoders with { Devices = decoderDevices },
        });

    internal int UserCount => Options.Users.Sum(group => group.Count);

    /// <summary>The link of each user, by its number.</summary>
    internal IEnumerable<UserLink> LinkOfEachUser() =>
        Options.Users.SelectMany((group, index) => Enumerable.Repeat(links[index], group.Count));

    internal IEnumerable<UserSetup> UserSetups()
    {
        var user = 0;
        for (var group = 0; group < Options.Users.Count; group++)
            for (var place = 0; place < Options.Users[group].Count; place++)
                yield return Setup(new UserId(user++), group, place);
    }

    private static UserLink LinkOf(LinkOptions link, ChannelRegistry registry) => new(
        registry.Channels.Create(link.Channel), registry.SnrProcesses.Create(link.Snr), link.Receiver);

    private UserSetup Setup(UserId user, int group, int place)
    {
        var options = Options.Users[group];
        var seed = new Seed((ulong)Options.Seed);
        var plan = new UserPlan(seed, user, options.Count, place, Options.DurationSeconds, Options.Deterministic);
        return new UserSetup(seed, user, group, options, new UserBehaviour(options.Arrivals, options.Dialog, plan),
            new AdapterPolicy(Options.Adapters, links[group].Snr, seed, user),
            options.Images == UserGroupOptions.Portraits ? null : options.Images, sentences);
    }
}
