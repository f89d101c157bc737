using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Runs;

/// <summary>
/// Decides, before anything is computed, of which transmissions the pictures are kept: in each band of the estimated
/// SNR those whose keys hash lowest. Of N transmissions it asks for about 4 ln N pictures a band, and those of lowest
/// rank are among them in whatever order the transmissions come.
/// </summary>
public sealed class PictureSampler
{
    /// <summary>More than are shown, as some may not be delivered.</summary>
    private const int CandidatesOfABand = 4;

    private readonly Seed seed;
    private readonly IReadOnlyList<double> adapterSnrsDb;
    private readonly LowestRanks[] candidates;

    /// <param name="seed">The seed of the run.</param>
    /// <param name="adapterSnrsDb">Each band is what is nearest to one of them.</param>
    public PictureSampler(Seed seed, IReadOnlyList<double> adapterSnrsDb)
    {
        (this.seed, this.adapterSnrsDb) = (seed, adapterSnrsDb);
        candidates = [.. adapterSnrsDb.Select(_ => new LowestRanks(CandidatesOfABand))];
    }

    /// <summary>Whether the pictures of a transmission are to be kept; asked once for each.</summary>
    public bool Wants(TransmissionId id, double estimatedSnrDb) =>
        candidates[BandOf(estimatedSnrDb)].TryAdd(RankOf(id.Value), id.Value, out _);

    /// <summary>The band of an SNR, an index into the adapters.</summary>
    public int BandOf(double snrDb) => AdapterPolicy.Nearest(adapterSnrsDb, snrDb);

    /// <summary>The rank of a transmission: the same in every run with this seed.</summary>
    public ulong RankOf(long id) => FingerprintHash.Of(id, FingerprintHash.Of((long)seed.Value));
}

/// <summary>
/// The keys of lowest rank among all that were ever offered, at most <paramref name="capacity"/>: what it holds in the
/// end does not depend on the order of the offers.
/// </summary>
/// <param name="capacity">At least 1.</param>
public sealed class LowestRanks(int capacity)
{
    private readonly SortedSet<(ulong Rank, long Key)> held = [];

    /// <summary>In the order of their ranks.</summary>
    public IEnumerable<long> Keys => held.Select(one => one.Key);

    /// <summary>Takes a key if its rank is low enough; what had to make room for it comes out.</summary>
    public bool TryAdd(ulong rank, long key, out long? evicted)
    {
        evicted = null;
        if (held.Count >= capacity && held.Max.CompareTo((rank, key)) <= 0) return false;
        if (!held.Add((rank, key))) return false;
        if (held.Count <= capacity) return true;
        evicted = held.Max.Key;
        return held.Remove(held.Max);
    }
}
