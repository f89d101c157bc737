using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>All figures of JECC over portraits and sentences that no training saw.</summary>
public static class JeccEvaluation
{
    private const int Batch = 20, MeanPortraits = 100;

    private static readonly MeasuredAir[] Airs =
    [
        new("AWGN", new AwgnChannel()),
        new("Rayleigh, a gain for each symbol,", new RayleighChannel(new() { BlockSymbols = 1 })),
        new("Rayleigh, one gain a transmission,", new RayleighChannel(new() { BlockSymbols = 0 }), HasOutage: true),
    ];

    /// <summary>
    /// Yields figures when all portraits have gone through; <paramref name="progress"/> hears how many have. The tables
    /// of adapters are those of one form; all forms are compared with one another, with a null form nothing else.
    /// </summary>
    public static IEnumerable<MeasuredFigure> Measure(DirectoryInfo weights, Device device, EvaluationData data,
        int portraits, AdapterForm? form, Action<int> progress)
    {
        using var networks = JeccNetworks.Load(weights, device);
        using var predictor = PriorNetworks.Frozen(PriorNetworks.Judge(weights), device);
        using var face = PriorNetworks.Frozen(PriorNetworks.Identity(weights), device);
        using var observer = PriorNetworks.Frozen(PriorNetworks.Observer(weights), device);
        using var judge = new JeccJudge(networks, predictor, coding: null);
        var meanRemoved = MeanRemoved(networks);
        IdentityMeasure[] identities =
            [new("F", face.Embed), new("the observer", images => FaceFeatures.Code(observer.call(images)))];
        var edits = new EditQuality(networks, judge, identities, data.Sentences);
        LatentCode[] codes = [.. networks.Adapters.SnrsDb.Select(snrDb => networks.Code(new(form ?? default), snrDb))];
        var tables = Airs
            .Select(air => new AdapterTable(air, networks, judge, codes, meanRemoved, identities)).ToArray();
        var chance = new ChanceLevel(networks, judge, codes);
        using var forms = new ChannelCodingTable(networks, judge, identities[0]);
        using var mismatched = new MismatchedAdapters(networks);
        using var between = new InBetweenAdapters(networks);
        for (var first = 0; first < portraits; first += Batch)
        {
            using var scope = NewDisposeScope();
            var rows = new PortraitSampler(data.Portraits).Sample(first, Math.Min(Batch, portraits - first));
            var batch = edits.Measure(first, rows, PortraitRenderer.Render(rows).to(device));
            forms.Measure(batch);
            mismatched.Measure(batch);
            progress(first + (int)rows.shape[0]);
            if (form is null) continue;
            foreach (var table in tables) table.Measure(batch);
            chance.Measure(batch);
            between.Measure(batch);
        }
        foreach (var code in meanRemoved.Concat(codes)) code.Dispose();
        if (form is null) return [.. forms.Figures(), .. mismatched.Figures()];
        return [.. edits.Figures(), chance.Figure(), .. tables.SelectMany(table => table.Figures()),
            .. between.Figures(), .. forms.Figures(), .. mismatched.Figures(),
            .. new BatchMates(networks, data).Measure(portraits), .. Costs(networks)];
    }

    /// <summary>By what latent vectors share, as the inversion encoder guesses them of its training portraits.</summary>
    private static LatentCode[] MeanRemoved(JeccNetworks networks)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var images = PortraitRenderer.Render(new PortraitSampler(PortraitSets.Training).Sample(0, MeanPortraits));
        var latents = LatentPower.Normalise(networks.Guess.call(images.to(networks.Device)));
        return [.. networks.Adapters.SnrsDb.Select(snrDb =>
            new PaperCode(AdapterPair.RemovingMean(latents, snrDb), networks.Device, owns: true))];
    }

    private static IEnumerable<MeasuredFigure> Costs(JeccNetworks networks)
    {
        var bandwidth = new Bandwidth(networks.SymbolCount, AdapterHeader.Symbols(networks.Adapters.SnrsDb.Count),
            networks.Generator.Options.Size.Resolution);
        var (all, pair) = networks.ParameterCounts();
        yield return Estimate.Exact("bandwidth", "real symbols over numbers of the picture", bandwidth.RealRatio, 1);
        yield return Estimate.Exact("bandwidth", "complex symbols", bandwidth.ComplexRatio, 1);
        yield return Estimate.Exact(
            "bandwidth", "complex symbols with the header", bandwidth.ComplexRatioWithHeader, 1);
        yield return Estimate.Exact(
            "tuned share", "a pair of adapters over all parameters in use", pair / (double)all, 1, Bar.AtMost(0.0265));
        yield return Estimate.Exact("tuned share", "parameters in use", all, 1);
    }
}
