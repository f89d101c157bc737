using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>All figures of JECC over portraits and sentences that no training saw.</summary>
public static class JeccEvaluation
{
    private const int Batch = 20;

    /// <summary>
    /// Yields figures when all portraits have gone through; <paramref name="progress"/> hears how many have. The tables
    /// of adapters are those of one form; all forms are compared with one another, with a null form nothing else.
    /// </summary>
    public static IEnumerable<MeasuredFigure> Measure(DirectoryInfo weights, Device device, int portraits,
        AdapterForm? form, Action<int> progress)
    {
        using var networks = JeccNetworks.Load(weights, device);
        using var predictor = PriorNetworks.Frozen(PriorNetworks.Judge(weights), device);
        using var identity = PriorNetworks.Frozen(PriorNetworks.Identity(weights), device);
        using var judge = new JeccJudge(networks, predictor);
        var edits = new EditQuality(networks, predictor, identity);
        (string Name, IChannel Channel)[] air =
            [("AWGN", new AwgnChannel()), ("Rayleigh", new RayleighChannel(new RayleighOptions()))];
        LatentCode[] codes = [.. networks.Adapters.SnrsDb.Select(snrDb => networks.Code(new(form ?? default), snrDb))];
        var tables = air.Select(one => new AdapterTable(one.Name, one.Channel, networks, judge, codes)).ToArray();
        var received = air.Select(one => new EditsOverAir(one.Name, one.Channel, networks, judge, codes)).ToArray();
        using var forms = new ChannelCodingTable(networks, judge, identity);
        using var between = new InBetweenAdapters(networks, judge);
        for (var first = 0; first < portraits; first += Batch)
        {
            using var scope = NewDisposeScope();
            var rows = new PortraitSampler(PortraitSets.HeldOut).Sample(first, Math.Min(Batch, portraits - first));
            var images = PortraitRenderer.Render(rows).to(device);
            var wanted = edits.Measure(first, rows, images);
            SentLatent[] latents = [.. wanted.Select(edit => new SentLatent(LatentPower.Normalise(
                tensor(edit.Encoding.Source).unsqueeze(0)).squeeze(0), edit.Encoding.Before))];
            RgbImage[] originals = [.. images.unbind(0).Select(ImageTensors.ToImage)];
            forms.Measure(first, wanted, images);
            progress(first + (int)rows.shape[0]);
            if (form is null) continue;
            foreach (var table in tables) table.Measure(first, latents, originals);
            foreach (var one in received) one.Measure(first, wanted);
            between.Measure(first, latents, originals);
        }
        foreach (var code in codes) code.Dispose();
        if (form is null) return [.. forms.Figures()];
        return [.. edits.Figures(), .. tables.SelectMany(table => table.Figures()), .. between.Figures(),
            .. received.SelectMany(one => one.Figures()), .. forms.Figures(), .. new BatchMates(networks).Measure(portraits),
            .. Costs(networks)];
    }

    private static IEnumerable<MeasuredFigure> Costs(JeccNetworks networks)
    {
        var bandwidth = new Bandwidth(networks.SymbolCount, AdapterHeader.Symbols(networks.Adapters.SnrsDb.Count),
            networks.Generator.Options.Size.Resolution);
        var (all, pair) = networks.ParameterCounts();
        yield return Exact("bandwidth", "real symbols over numbers of the picture", bandwidth.RealRatio, null);
        yield return Exact("bandwidth", "complex symbols", bandwidth.ComplexRatio, null);
        yield return Exact("bandwidth", "complex symbols with the header", bandwidth.ComplexRatioWithHeader, null);
        yield return Exact("tuned share", "a pair of adapters over all parameters in use", pair / (double)all, 0.0265);
        yield return Exact("tuned share", "parameters in use", all, null);

        static MeasuredFigure Exact(string part, string name, double value, double? most) =>
            new(part, name, value, value, value, 1, most, LessIsBetter: true);
    }
}
