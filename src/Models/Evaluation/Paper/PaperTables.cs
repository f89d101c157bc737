using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>Figures 4, 6 and 8, Tables I to VI and Theorem 1, from the results of units.</summary>
internal sealed class PaperTables(PaperMethods methods, JeccNetworks networks, PaperPlan plan, PaperResults results)
{
    public const string Photo = "photo", Ink = "ink";
    public const string NoGenerator = "not computed: no generator at 1024 is shipped";

    private const int Side = 128, LargeSide = 1024;
    private const string OtherScales = "LPIPS-P, FID-P and KID-P are taken with networks trained on drawn portraits, "
        + "on which AlexNet and Inception would say little; so their values cannot be compared with the paper's, only "
        + "their order and ratios can.";

    private static readonly (string Metric, double Gain)[] PaperGains =
        [(PaperMetrics.Lpips, 0.404), (PaperMetrics.Fid, 0.532), (PaperMetrics.Kid, 0.956)];
    private static readonly Dictionary<int, (double Lpips, double Kid, double Seconds)> PaperInversions = new()
    {
        [70] = (0.1807, 0.0045, 13.3),
        [90] = (0.1695, 0.0067, 14.0),
        [110] = (0.1618, 0.0022, 14.6),
        [130] = (0.1649, 0.0025, 17.0),
        [150] = (0.1666, 0.0050, 17.7),
    };

    private readonly PaperMetrics metrics = new(results, plan);
    private readonly List<MeasuredFigure> bars = [];

    private double LowestDb => plan.SnrsDb[0];

    public PaperReport Report()
    {
        List<PaperTable> tables =
        [
            .. Curves("fig4", "Fig. 4, portraits of 128x128", Photo), Gains(), .. LargeCurves(),
            .. Curves("fig8", "Fig. 8, ink portraits of 128x128", Ink), .. Carriers(),
            Ratios("table1", "Table I", Side), Ratios("table2", "Table II", LargeSide), Inversions(), FineTuning(),
            Costs(), Parameters(), .. Theorem(),
        ];
        return new(tables, GridPart.Grids(methods, plan), bars);
    }

    private IEnumerable<PaperTable> Curves(string id, string title, string part)
    {
        var style = part == Ink ? PortraitStyle.Ink : PortraitStyle.Photo;
        string[] notes = ["White noise; the same portraits, sentences and noise for all methods, Talk2Edit in its lite "
            + "form (110 iterations, frozen generator) unless it says in full. " + OtherScales];
        foreach (var metric in PaperMetrics.Names)
        {
            yield return Curve($"{id}-{metric[..3].ToLowerInvariant()}", $"{title}: {metric} to the original", style,
                notes, (method, snrDb) => metrics.Of(metric, part, method, snrDb));
        }
        yield return Curve($"{id}-meant", $"{title}: LPIPS-P to what was meant", style,
            ["To the same person and scene drawn with the degree asked for: what the paper cannot measure on "
                + "photographs. An edit that is not done is near the original and far from this."],
            (method, snrDb) => metrics.Mean(part, method, snrDb, ComparisonPart.ToCounterfactual, "LPIPS-P"));
        yield return Curve($"{id}-edits", $"{title}: edits right as received", style,
            ["The share that a predictor which nothing else asks reads as asked for, of requests for a change."],
            (method, snrDb) => metrics.Share(part, method, snrDb, ComparisonPart.IsRight, "edit right"));
    }

    private PaperTable Curve(
        string id, string title, PortraitStyle style, string[] notes, Func<string, double, object> cell) =>
        new(id, title, SnrHead("method"), [.. methods.All
            .Where(method => method.Scheme is null || !method.IsVariant || method.Portraits(plan, style) > 0)
            .Select(method => (IReadOnlyList<object?>)[method.Label, .. plan.SnrsDb.Select(snrDb =>
                method.Missing is { } why ? $"not computed: {why}" : cell(method.Id, snrDb))])])
        {
            Notes = notes,
            SnrsDb = plan.SnrsDb,
        };

    private IEnumerable<PaperTable> LargeCurves() => PaperMetrics.Names.Select(metric =>
        Curve($"fig6-{metric[..3].ToLowerInvariant()}", $"Fig. 6, portraits of 1024x1024: {metric} to the original",
            PortraitStyle.Ink, ["The paper's is about CelebA-HQ."], (_, _) => NoGenerator));

    /// <summary>By how much Editable-DeepSC is better than the second best at the lowest SNR.</summary>
    private PaperTable Gains()
    {
        var rows = PaperGains.Select(paper =>
        {
            var others = methods.All.Where(method => method is { Scheme: not null, IsVariant: false, Missing: null })
                .Select(method => (Method: method,
                    Figure: metrics.Of(paper.Metric, Photo, method.Id, LowestDb) as MeasuredFigure))
                .Where(other => other.Figure is not null).ToList();
            if (others.Count == 0 || metrics.Of(paper.Metric, Photo, PaperMethods.Ours, LowestDb) is string)
                return (IReadOnlyList<object?>)[paper.Metric, paper.Gain, PaperMetrics.NotComputed, "", ""];
            var second = others.MinBy(other => other.Figure!.Value).Method;
            var gain = metrics.Gain(
                paper.Metric, Photo, PaperMethods.Ours, second.Id, LowestDb, Bar.AtLeast(paper.Gain));
            bars.Add(gain);
            return [paper.Metric, paper.Gain, gain, second.Label, gain.Holds == true ? "reached" : "not reached"];
        }).ToList();
        return new("gains", "Gain on the second best method at -6 dB",
            ["metric", "the paper", "ours", "second best", ""], rows)
        {
            Notes = ["1 less the ratio of the two, as section V-B states it; the second best is the best baseline."],
        };
    }

    /// <summary>What the baselines send by, and how good they are themselves.</summary>
    private IEnumerable<PaperTable> Carriers()
    {
        var highestDb = plan.SnrsDb[^1];
        yield return Rows("carriers-psnr", "What the baselines send by: PSNR of an unedited portrait, dB", Psnr);
        yield return Rows("carriers-outage", "What the baselines send by: outage", (carrier, snrDb) =>
            carrier == CarrierPart.DeepSc ? "none: analog" : Outage(carrier, snrDb));
        foreach (var (snrDb, bar) in new[] { (0.0, Bar.AtLeast(0.9)), (12.0, Bar.AtMost(0.05)) })
            Hold(Outage(CarrierPart.Qam16, snrDb), bar);
        Hold(Psnr(CarrierPart.DeepSc, highestDb), Bar.AtLeast(28));
        var rises = plan.SnrsDb.Select(snrDb => Psnr(CarrierPart.DeepSc, snrDb)).OfType<MeasuredFigure>()
            .Select(figure => figure.Value).ToList();
        if (rises.Count > 1)
        {
            bars.Add(Estimate.Exact("DeepSC", "least rise of PSNR from one SNR to the next, dB",
                rises.Zip(rises.Skip(1), (low, high) => high - low).Min(), rises.Count, Bar.AtLeast(0)));
        }
        var bitsPerPixel = PaperMethods.JpegSymbols(Side) / (double)(Side * Side);    // one a real symbol
        bars.Add(Estimate.Exact("JPEG+LDPC", "bits a pixel, off 0.7 by", Math.Abs(bitsPerPixel / 0.7 - 1), 1,
            Bar.AtMost(0.02)));
        Hold(metrics.Share(Photo, "talk2edit+jpeg-ldpc", highestDb, ComparisonPart.WasRight,
            "Talk2Edit's edits right at the sender"), Bar.AtLeast(0.85));

        object Psnr(string carrier, double snrDb) =>
            metrics.Mean(CarrierPart.Name, carrier, snrDb, CarrierPart.PsnrDb, "PSNR, dB");

        object Outage(string carrier, double snrDb) =>
            metrics.Share(CarrierPart.Name, carrier, snrDb, CarrierPart.IsOutage, "outage");

        PaperTable Rows(string id, string title, Func<string, double, object> cell) =>
            new(id, title, SnrHead("carrier"),
            [.. CarrierPart.Carriers.Select(carrier => (IReadOnlyList<object?>)[carrier, .. plan.SnrsDb.Select(snrDb =>
                carrier == CarrierPart.DeepSc && !methods.HasDeepSc ? "not computed: no weights of deepsc"
                    : cell(carrier, snrDb))])])
            {
                SnrsDb = plan.SnrsDb,
                Notes = ["JPEG+LDPC falls off a cliff, as the paper says; analog symbols fade. \"QAM order 4\" may be "
                + "either constellation."],
            };

        void Hold(object cell, Bar bar)
        {
            if (cell is MeasuredFigure figure) bars.Add(figure with { Bar = bar });
        }
    }

    private string[] SnrHead(string first) =>
        [first, .. plan.SnrsDb.Select(snrDb => string.Create(CultureInfo.InvariantCulture, $"{snrDb} dB"))];

    private PaperTable Ratios(string id, string title, int side) => new(id,
        $"{title}: channel bandwidth ratio at {side}x{side}",
        ["method", "the paper", "real symbols over numbers", "complex symbols over numbers", "complex symbols"],
        [.. methods.All.Where(method => !method.IsVariant).Select(method =>
        {
            var (real, numbers) = (method.Symbols(side, networks.SymbolCount), 3.0 * side * side);
            var paper = method.PaperRatio;
            return (IReadOnlyList<object?>)[method.Label, side == Side ? paper.At128 : paper.At1024, real / numbers,
                real / 2.0 / numbers, real / 2];
        })])
    {
        Notes = ["The paper's ratio (eq. 5) of Editable-DeepSC and of DeepSC is that of real symbols. Its ratio of "
            + "JPEG+LDPC cannot be: 0.7 bits a pixel in 0.0389 of the picture's numbers are 6 bits a use, which no "
            + "code carries below 18 dB, and 16-QAM at rate 1/2 carries 2. Here those that are sent are counted."],
    };

    private PaperTable Inversions()
    {
        string[] rows = [.. plan.Iterations.Select(InversionPart.MethodOf), InversionPart.Default];
        return new("table3", "Table III: iterations of the inversion, at -6 dB",
            ["r_inv", PaperMetrics.Lpips, PaperMetrics.Fid, PaperMetrics.Kid, "s a pair", "paper's LPIPS", "KID", "s"],
            [.. rows.Select((row, i) =>
            {
                var paper = i < plan.Iterations.Count && PaperInversions.TryGetValue(plan.Iterations[i], out var known)
                    ? known : ((double, double, double)?)null;
                return (IReadOnlyList<object?>)[row, .. PaperMetrics.Names.Select(metric =>
                        metrics.Of(metric, InversionPart.Name, row, LowestDb)),
                    metrics.Mean(InversionPart.Name, row, LowestDb, InversionPart.Seconds, "s"),
                    paper?.Item1, paper?.Item2, paper?.Item3];
            })])
        {
            Notes = ["r_inv iterations from a random z by Adam with noise; by plain descent, eq. 9 as it is written, "
                + "no portrait is found. The default starts from a trained encoder's guess and takes 6 iterations of "
                + "BFGS, which the paper does not have. Times are of batches; their n counts batches."],
        };
    }

    private PaperTable FineTuning()
    {
        (string Set, string Part, string Method, string Label, double? Lpips, double? Fid, double? Kid)[] rows =
        [
            ("CelebA: portraits", Photo, PaperMethods.Bare, "without", 0.3049, 117.77, 0.0404),
            ("CelebA: portraits", Photo, PaperMethods.PaperForm, "with, the paper's form", 0.1618, 72.03, 0.0022),
            ("CelebA: portraits", Photo, PaperMethods.Ours, "with, our default", null, null, null),
            ("CelebA-HQ: 1024x1024", "", "", "without", 0.4764, 116.20, 0.0307),
            ("CelebA-HQ: 1024x1024", "", "", "with", 0.3277, 92.28, 0.0209),
            ("MetFaces: ink", Ink, PaperMethods.Bare, "without", 0.3622, 182.44, 0.1185),
            ("MetFaces: ink", Ink, PaperMethods.PaperForm, "with, the paper's form", 0.2238, 125.33, 0.0434),
            ("MetFaces: ink", Ink, PaperMethods.Ours, "with, our default", null, null, null),
        ];
        return new("table4", "Table IV: without and with adapters at -6 dB", ["set", "adapters", PaperMetrics.Lpips,
            PaperMetrics.Fid, PaperMetrics.Kid, "paper's LPIPS", "FID", "KID"],
            [.. rows.Select(row => (IReadOnlyList<object?>)[row.Set, row.Label, .. PaperMetrics.Names.Select(metric =>
                    row.Part.Length == 0 ? NoGenerator : metrics.Of(metric, row.Part, row.Method, LowestDb)),
                row.Lpips, row.Fid, row.Kid])])
        { Notes = [OtherScales] };
    }

    private PaperTable Costs() => new("table5", "Table V: time a pair and memory at 128x128",
        ["method", "s a pair", "peak MiB", "the paper's MiB"],
        [.. methods.All.Where(method => !method.IsVariant).Select(method => (IReadOnlyList<object?>)[method.Label,
            method.Missing is { } why ? $"not computed: {why}"
                : metrics.Mean(CostPart.Name, method.Id, 0, InversionPart.Seconds, "s"),
            results.Column(CostPart.Name, method.Id, 0, CostPart.PeakMiB) is [var peak] ? (double)peak
                : PaperMetrics.NotComputed,
            method.Id == PaperMethods.Ours ? "below 1600 (1024: below 3000)" : "not stated"])])
    {
        Notes = ["One pair at a time, each method alone in a process of its own on this machine; memory is the "
            + "process's peak, the runtime included, where the paper's is that of the GPU."],
    };

    private PaperTable Parameters()
    {
        var (all, tuned) = networks.ParameterCounts();
        return new("table6", "Table VI: parameters of Editable-DeepSC", ["", "frozen", "tuned", "total", "tuned share"],
            [["the paper", 7.70e7, 0.21e7, 7.91e7, 0.0265],
                ["ours", (double)(all - tuned), (double)tuned, (double)all, tuned / (double)all]])
        {
            Notes = ["Counted, with one pair of adapters of the paper's form. Our networks are smaller: drawn "
                + "portraits have 53 parameters."],
        };
    }

    private IEnumerable<PaperTable> Theorem()
    {
        Dictionary<(string, double), double[]> shares = [];
        List<IReadOnlyList<object?>> stages = [], ends = [];
        foreach (var snrDb in plan.ChainSnrsDb)
        {
            foreach (var chain in ChainPart.Chains)
            {
                Follow(chain, snrDb, results.Column(ChainPart.Name, chain, snrDb, ComparisonPart.Truth),
                    ChainPart.StagesOf(chain)
                        .Select(stage => (stage, results.Column(ChainPart.Name, chain, snrDb, stage))));
            }
            if (ChainPart.Chains.All(chain => shares.ContainsKey((chain, snrDb))))
            {
                var last = ChainPart.Chains.Select(chain => shares[(chain, snrDb)]).ToArray();
                ends.Add([snrDb, .. last.Select(bits => (object?)Estimate.Mean("theorem 1", "bits", bits)),
                    .. last[..^1].Select(bits => (object?)Estimate.Difference("theorem 1", "bits", last[^1], bits))]);
            }
            foreach (var method in methods.Present.Where(method => method.Scheme is not null && !method.IsVariant))
            {
                float[] Of(string one, double at, string column) => results.Column(Photo, one, at, column);
                Follow(method.Label, snrDb, Of(ComparisonPart.Originals, 0, ComparisonPart.Truth),
                [
                    ("original", Of(ComparisonPart.Originals, 0, ComparisonPart.Received)),
                    (method.EditsAtReceiver ? "received" : "edited", Of(method.Id, snrDb, ComparisonPart.Middle)),
                    (method.EditsAtReceiver ? "edited" : "received", Of(method.Id, snrDb, ComparisonPart.Received)),
                ]);
            }
        }
        yield return new("theorem1", "Theorem 1: information along each chain, bits",
            ["chain", "SNR, dB", "picture", "at least", "change"], stages)
        {
            Notes = ["A lower bound on the information between the 48 parameters of the original that no sentence "
                + "changes and what the observer reads of a picture: the Gaussian bound by the error of a held-out "
                + "linear regression. By the data processing inequality no stage has more than the one before; the "
                + "bound may be loose, and must not rise beyond its interval."],
        };
        yield return new("theorem1-ends", "Theorem 1: what arrives with equal symbols, bits",
            ["SNR, dB", .. ChainPart.Chains, .. ChainPart.Chains.SkipLast(1).Select(chain => $"JECC less {chain}")],
            ends)
        {
            Notes = ["M1, M2 and JECC of the same inversion, editor, adapters and 512 symbols. The inequality orders "
                + "the stages of one chain; it does not say which of two chains keeps more: these differences do."],
        };

        void Follow(string chain, double snrDb, float[] truth, IEnumerable<(string Name, float[] Read)> pictures)
        {
            const int Numbers = PortraitParameters.FirstAttribute, LeastRows = 4;
            var all = pictures.ToList();
            var length = all.Min(stage => stage.Read.Length);
            if (length < LeastRows * Numbers) return;
            double[]? before = null;
            var mostSure = double.NegativeInfinity;    // the low end of the interval of what rises most surely
            foreach (var (stage, read) in all)
            {
                var bits = GaussianInformation.Bits(truth.AsSpan(0, length), read.AsSpan(0, length), Numbers);
                var name = string.Create(CultureInfo.InvariantCulture, $"{chain} at {snrDb} dB, {stage}");
                var change = before is null ? null : Estimate.Difference("theorem 1", name, bits, before);
                mostSure = Math.Max(mostSure, change?.Low ?? mostSure);
                stages.Add([chain, snrDb, stage, Estimate.Mean("theorem 1", name, bits), change]);
                (shares[(chain, snrDb)], before) = (bits, bits);
            }
            bars.Add(Estimate.Exact("theorem 1", string.Create(CultureInfo.InvariantCulture,
                $"{chain} at {snrDb} dB: a stage rises by at least, bits"), mostSure, length / Numbers, Bar.AtMost(0)));
        }
    }
}
