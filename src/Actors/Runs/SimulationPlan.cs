using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Runs;

/// <summary>A run with everything looked up and checked: nothing in it can be misspelt any more.</summary>
public sealed class SimulationPlan
{
    private readonly GroupLink[] links;
    private readonly GroupArrivals[] arrivals;
    private readonly IReadOnlyList<string> sentences;

    /// <summary>Throws <see cref="ChannelOptionException"/> where a link or arrivals cannot be made.</summary>
    /// <param name="options">What the run is made of.</param>
    /// <param name="registry">Where channels and SNR processes come from.</param>
    /// <param name="codec">The models.</param>
    /// <param name="sentences">What users may ask for; each picks by its keys.</param>
    /// <param name="profiles">
    /// The device profiles that the pools name, needed in virtual time where the codec's times are not given.
    /// </param>
    public SimulationPlan(SimulationOptions options, ChannelRegistry registry, ICodec codec,
        IReadOnlyList<string> sentences, Func<string, DeviceProfile>? profiles = null)
    {
        (Options, Codec, this.sentences) = (options, codec, sentences);
        Times = new WorkerTimes(TimesOf(options.Encoders), TimesOf(options.Decoders));
        links = [.. options.Users.Select(group => LinkOf(group, registry))];
        arrivals = [.. options.Users.Select((group, number) =>
            new GroupArrivals(group.Arrivals, Seed, number, options.DurationSeconds))];

        IBatchTimes[] TimesOf(PoolOptions pool) => codec.GivenTimes is { } given ? [given]
            : options.Clock == ClockKind.Wall ? []
            : [.. pool.Profiles.DefaultIfEmpty(PoolOptions.DefaultProfile).Select(profiles
                ?? throw new ArgumentException("In virtual time this codec needs device profiles.", nameof(profiles)))
                .Select(codec.TimesOn)];
    }

    private SimulationPlan(SimulationPlan other, SimulationOptions options)
    {
        (Options, Codec, Times) = (options, other.Codec, other.Times);
        (links, arrivals, sentences) = (other.links, other.arrivals, other.sentences);
    }

    public SimulationOptions Options { get; }

    public ICodec Codec { get; }

    internal WorkerTimes Times { get; }

    /// <summary>The same run on other devices, in the order of the workers.</summary>
    public SimulationPlan On(IReadOnlyList<string> encoderDevices, IReadOnlyList<string> decoderDevices) =>
        new(this, Options with
        {
            Encoders = Options.Encoders with { Devices = encoderDevices },
            Decoders = Options.Decoders with { Devices = decoderDevices },
        });

    /// <summary>The links of the groups.</summary>
    internal IReadOnlyList<GroupLink> Links => links;

    /// <summary>The users of each actor, in the order of their numbers, all of one group.</summary>
    internal IEnumerable<UserHost> Hosts()
    {
        var first = 0;
        for (var group = 0; group < Options.Users.Count; group++)
        {
            var (options, link, start) = (Options.Users[group], links[group], first);
            foreach (var places in Enumerable.Range(0, options.Count).Chunk(options.UsersPerActor))
            {
                var number = group;
                yield return new UserHost(link,
                    [.. places.Select(place => UserOf(new UserId(start + place), number, place))],
                    [.. places.Select(place => new AdapterPolicy(Options.Adapters, link.Snr, Seed, new UserId(start + place)))]);
            }
            first += options.Count;
        }
    }

    private Seed Seed => new((ulong)Options.Seed);

    private GroupLink LinkOf(UserGroupOptions group, ChannelRegistry registry)
    {
        var map = Options.Cells.Count > 0 ? new CellMap(Options.Cells, Options.Radio, group.Mobility) : null;
        return new(registry.Channels.Create(group.Link.Channel), registry.SnrProcesses.Create(group.Link.Snr),
            group.Link.Receiver, map);
    }

    private User UserOf(UserId user, int group, int place)
    {
        var options = Options.Users[group];
        var plan = new UserPlan(Seed, user, options.Count, place, Options.DurationSeconds, Options.Deterministic);
        return new User(
            Seed, user, group, options, new UserBehaviour(arrivals[group], options.Dialog, plan), sentences);
    }
}

/// <summary>The users of one actor, with their link and what chooses the adapter of each.</summary>
internal sealed record UserHost(GroupLink Link, User[] Users, AdapterPolicy[] Policies)
{
    public UserId First => Users[0].Id;

    /// <summary>What chooses the cell of each; null where there is one.</summary>
    public ServingCells? Cells(SimulationOptions options) => Link.Map is { } map
        ? new ServingCells(map, options.Handover, new((ulong)options.Seed), First, Users.Length)
        : null;
}
