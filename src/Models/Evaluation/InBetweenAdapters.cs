using System.Diagnostics.CodeAnalysis;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// SNRs half-way between those that adapters of the form paper were made for, over AWGN: what a pair mixed of the two
/// neighbours gains over the better of them.
/// </summary>
internal sealed class InBetweenAdapters : IDisposable
{
    private static readonly Seed Noise = new(80);
    private readonly JeccNetworks networks;
    private readonly MeasuredPath path;
    private readonly List<(double SnrDb, AdapterPair Mixed, List<double>[] Distances)> places;

    public InBetweenAdapters(JeccNetworks networks)
    {
        (this.networks, path) = (networks, new MeasuredPath(new AwgnChannel(), networks, Noise));
        var snrsDb = networks.Adapters.SnrsDb;
        places = [.. snrsDb.Skip(1).Zip(snrsDb, (high, low) => (low + high) / 2)
            .Select(snrDb => (snrDb, networks.Adapters.Between(snrDb), new List<double>[] { [], [], [] }))];
    }

    public void Measure(SentBatch batch)
    {
        foreach (var (snrDb, mixed, distances) in places)
        {
            var above = Enumerable.Range(1, networks.Adapters.SnrsDb.Count - 1)
                .First(id => networks.Adapters.SnrsDb[id] > snrDb);
            AdapterPair[] pairs = [networks.Adapters[above - 1], mixed, networks.Adapters[above]];
            for (var i = 0; i < pairs.Length; i++)
                distances[i].AddRange(Distances(pairs[i], snrDb, batch));
        }
    }

    public IEnumerable<MeasuredFigure> Figures() => places.SelectMany(place =>
    {
        var (part, mixed) = ($"AWGN at {place.SnrDb} dB", place.Distances[1]);
        var better = new[] { place.Distances[0], place.Distances[2] }.MinBy(distances => distances.Average())!;
        return new[]
        {
            Estimate.Mean(part, "LPIPS-P to the counterfactual, adapter below", place.Distances[0]),
            Estimate.Mean(part, "LPIPS-P to the counterfactual, adapter above", place.Distances[2]),
            Estimate.Mean(part, "LPIPS-P to the counterfactual, mixed of the two", mixed),
            Estimate.Difference(part, "LPIPS-P to the counterfactual, mixed less the better one", mixed, better),
        };
    });

    public void Dispose()
    {
        foreach (var (_, mixed, _) in places) mixed.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The pair is the caller's.")]
    private double[] Distances(AdapterPair pair, double snrDb, SentBatch batch)
    {
        using var scope = NewDisposeScope();
        var made = path.Receive(
            batch.Latents, new PaperCode(pair, networks.Device), snrDb, default, batch.First);
        return SeenPictures.Of(made, networks).DistancesTo(batch.Counterfactuals);
    }
}
