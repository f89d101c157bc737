using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Actors.Runs;

/// <summary>A run with everything looked up and checked: nothing in it can be misspelt any more.</summary>
public sealed class SimulationPlan
{
    private readonly UserGroup[] groups;

    /// <summary>Throws <see cref="ChannelOptionException"/> where a link or arrivals cannot be made.</summary>
    /// <param name="options">What the run is made of.</param>
    /// <param name="registry">Where channels and SNR processes come from.</param>
    /// <param name="codec">The models.</param>
    /// <param name="sentences">What users may ask for; each picks by its keys.</param>
    /// <param name="profiles">
    /// The device profiles that the pools name, needed in virtual time where the codec's times are not given.
    /// </param>
    /// <param name="labelOf">What users mean by a sentence, for the judge; without it no edit is judged.</param>
    public SimulationPlan(SimulationOptions options, ChannelRegistry registry, ICodec codec,
        IReadOnlyList<string> sentences, Func<string, DeviceProfile>? profiles = null,
        Func<string, RequestLabel>? labelOf = null)
    {
        (Options, Codec) = (options, codec);
        Times = new WorkerTimes(TimesOf(options.Encoders), TimesOf(options.Decoders));
        groups = [.. options.Users.Select((group, number) => new UserGroup(Seed, number, group, LinkOf(group, registry),
            new GroupArrivals(group.Arrivals, Seed, number, options.DurationSeconds), sentences, labelOf))];

        IBatchTimes[] TimesOf(PoolOptions pool) => codec.GivenTimes is { } given ? [given]
            : options.Clock == ClockKind.Wall && profiles is null ? []
            : [.. pool.Profiles.DefaultIfEmpty(PoolOptions.DefaultProfile).Select(profiles
                ?? throw new ArgumentException("In virtual time this codec needs device profiles.", nameof(profiles)))
                .Select(codec.TimesOn)];
    }

    private SimulationPlan(SimulationPlan other, SimulationOptions options, UserGroup[] groups) =>
        (Options, Codec, Times, this.groups) = (options, other.Codec, other.Times, groups);

    public SimulationOptions Options { get; }

    public ICodec Codec { get; }

    internal WorkerTimes Times { get; }

    /// <summary>The same run on other devices, in the order of the workers.</summary>
    public SimulationPlan On(IReadOnlyList<string> encoderDevices, IReadOnlyList<string> decoderDevices) =>
        new(this, Options with
        {
            Encoders = Options.Encoders with { Devices = encoderDevices },
            Decoders = Options.Decoders with { Devices = decoderDevices },
        }, groups);

    /// <summary>
    /// The same run, in which users ask for other things, and nobody knows what they mean: to the stub all sentences are
    /// the same.
    /// </summary>
    public SimulationPlan Asking(params string[] sentences) =>
        new(this, Options, [.. groups.Select(group => group with { Sentences = sentences, LabelOf = null })]);

    /// <summary>The links of the groups.</summary>
    internal IReadOnlyList<GroupLink> Links => [.. groups.Select(group => group.Link)];

    /// <summary>The users of each actor, in the order of their numbers, all of one group.</summary>
    internal IEnumerable<UserHost> Hosts()
    {
        var (first, all) = (0, (int)Options.UserCount);
        foreach (var group in groups)
        {
            var (size, each) = (group.Options.Count, group.Options.UsersPerActor);
            for (var place = 0; place < size; place += each)
            {
                yield return new UserHost(group, new UserPlan(Seed, new UserId(first + place), Math.Min(each, size - place),
                    size, place, all, Options.DurationSeconds, Options.Deterministic));
            }
            first += size;
        }
    }

    private Seed Seed => new((ulong)Options.Seed);

    private GroupLink LinkOf(UserGroupOptions group, ChannelRegistry registry)
    {
        var map = Options.Cells.Count > 0 ? new CellMap(Options.Cells, Options.Radio, group.Mobility) : null;
        return new(registry.Channels.Create(group.Link.Channel), registry.SnrProcesses.Create(group.Link.Snr),
            group.Link.Receiver, map)
        { PropagationSeconds = group.Link.PropagationMs / 1000 };
    }
}

/// <summary>The users of one actor, who have a link actor in common.</summary>
internal sealed record UserHost(UserGroup Group, UserPlan Plan)
{
    /// <summary>When they ask; made where it is used, as a run has many.</summary>
    public UserBehaviour Behaviour() => new(Group.Arrivals, Group.Options.Dialog, Plan);

    /// <summary>What chooses their adapters.</summary>
    public AdapterPolicy Policy(AdapterOptions options) => new(options, Group.Link.Snr, Plan.Seed, Plan.First, Plan.Count);

    /// <summary>What chooses their cells; null where there is one.</summary>
    public ServingCells? Cells(SimulationOptions options) => Group.Link.Map is { } map
        ? new ServingCells(map, options.Handover, Plan.Seed, Plan.First, Plan.Count)
        : null;
}
