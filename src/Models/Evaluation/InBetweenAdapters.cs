using EditableDeepSC.Channels;
using EditableDeepSC.Models.Jecc;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// SNRs half-way between those that adapters were made for, over AWGN: what a pair mixed of the two neighbours gains
/// over the nearest pair as it is.
/// </summary>
internal sealed class InBetweenAdapters : IDisposable
{
    private static readonly Seed Noise = new(80);
    private readonly JeccNetworks networks;
    private readonly SymbolLink link = new(new AwgnChannel());
    private readonly JeccDecoder decoder;
    private readonly List<(double SnrDb, AdapterPair Mixed, List<double> OfMixed, List<double> OfNearest)> places;

    public InBetweenAdapters(JeccNetworks networks)
    {
        (this.networks, decoder) = (networks, new JeccDecoder(networks.Generator));
        var snrsDb = networks.Adapters.SnrsDb;
        places = [.. snrsDb.Skip(1).Zip(snrsDb, (high, low) => (low + high) / 2)
            .Select(snrDb => (snrDb, networks.Adapters.Between(snrDb), new List<double>(), new List<double>()))];
    }

    public void Measure(int first, Tensor latents, Tensor originals)
    {
        foreach (var (snrDb, mixed, ofMixed, ofNearest) in places)
        {
            var nearest = networks.Adapters[networks.Adapters.Nearest(snrDb)];
            ofMixed.AddRange(Distances(mixed, snrDb, first, latents, originals));
            ofNearest.AddRange(Distances(nearest, snrDb, first, latents, originals));
        }
    }

    public IEnumerable<MeasuredFigure> Figures() => places.SelectMany(place => new[]
    {
        Estimate.Mean($"AWGN at {place.SnrDb} dB", "LPIPS-P, nearest adapter", place.OfNearest),
        Estimate.Mean($"AWGN at {place.SnrDb} dB", "LPIPS-P, mixed of two adapters", place.OfMixed),
        Estimate.Mean($"AWGN at {place.SnrDb} dB", "LPIPS-P, mixed less nearest",
            [.. place.OfMixed.Zip(place.OfNearest, (mixed, nearest) => mixed - nearest)]),
    });

    public void Dispose()
    {
        foreach (var (_, mixed, _, _) in places) mixed.Dispose();
    }

    private double[] Distances(AdapterPair pair, double snrDb, int first, Tensor latents, Tensor originals)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var received = link.Send(LatentPower.Normalise(pair.Encoder.call(latents)), snrDb, Noise, default, first);
        var made = decoder.Decode(received, [.. Enumerable.Repeat(pair.Decoder, (int)latents.shape[0])]);
        return networks.Perceptual.call(made, originals).to_type(ScalarType.Float64).cpu().data<double>().ToArray();
    }
}
