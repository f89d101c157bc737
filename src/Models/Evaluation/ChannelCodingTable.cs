using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// The forms of adapters beside one another and beside Shannon's bound: edited latent vectors at each SNR over white
/// noise, the same for all forms, against the picture that was sent; the default form over fading and with fewer
/// symbols too.
/// </summary>
internal sealed class ChannelCodingTable : IDisposable
{
    private const string Plain = "linear, all numbers alike", Faded = "hybrid, Rayleigh, a gain for each symbol,";
    private static readonly Seed Noise = new(92);
    private static readonly int[] FewerSymbols = [256, 128, 64];
    private static readonly double[] MostOverLinear = [1.1, 1.0, 1.0, 1.1, 1.2],
        LeastRight = [0.90, 0.97, 0.98, 0.98, 0.98],
        LeastLikeness = [0.85, 0.95, 0.98, 0.99, 0.99], LeastSdrDb = [6, 11, 16.5, 22.5, 28.5];

    private readonly JeccNetworks networks;
    private readonly JeccJudge judge;
    private readonly IdentityMeasure identity;
    private readonly MeasuredPath awgn, rayleigh;
    private readonly (string Name, LatentCode[] Codes)[] forms;
    private readonly Dictionary<(string Form, int Snr), List<Arrival>> cells = [];

    public ChannelCodingTable(JeccNetworks networks, JeccJudge judge, IdentityMeasure identity)
    {
        (this.networks, this.judge, this.identity) = (networks, judge, identity);
        awgn = new MeasuredPath(new AwgnChannel(), networks, Noise);
        rayleigh = new MeasuredPath(new RayleighChannel(new() { BlockSymbols = 1 }), networks, Noise);
        forms =
        [
            .. Enum.GetValues<AdapterForm>().Select(form => (form.ToString().ToLowerInvariant(), Codes(new(form)))),
            (Faded, Codes(new(AdapterForm.Hybrid))),
            (Plain, [.. SnrsDb.Select(snrDb =>
                new LinearCode(networks.Statistics, snrDb, AdapterForm.Linear, weighted: false))]),
            .. FewerSymbols.Select(symbols =>
                ($"hybrid with {symbols} symbols", Codes(new(AdapterForm.Hybrid, symbols)))),
        ];

        LatentCode[] Codes(CodingOptions options) => [.. SnrsDb.Select(snrDb => networks.Code(options, snrDb))];
    }

    private IReadOnlyList<double> SnrsDb => networks.Adapters.SnrsDb;

    /// <summary>Sends a batch in every form.</summary>
    public void Measure(SentBatch batch)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var likenessSent = identity.Likeness(batch.Originals.Images, batch.Sent.Images);
        foreach (var (name, codes) in forms)
        {
            for (var snr = 0; snr < SnrsDb.Count; snr++)
            {
                using var inner = NewDisposeScope();
                var path = name == Faded ? rayleigh : awgn;
                var latents = path.Latents(batch.Latents, codes[snr], SnrsDb[snr], new UserId(snr), batch.First);
                var made = path.Pictures(latents);
                var seen = SeenPictures.Of(made, networks);
                var (degrees, distances) = (judge.Degrees(made), seen.DistancesTo(batch.Sent));
                var likeness = identity.Likeness(batch.Originals.Images, seen.Images);
                if (!cells.TryGetValue((name, snr), out var cell)) cells[(name, snr)] = cell = [];
                for (var i = 0; i < made.Length; i++)
                {
                    var (edit, meant) = (batch.Edits[i], batch.Edits[i].Meant);
                    var (signal, error) = Powers(batch.Latents[i].Z, latents[i]);
                    cell.Add(new(distances[i], edit is { IsChange: true, IsRight: true },
                        degrees[i][(int)meant.Attribute] == meant.Degree, likeness[i] / likenessSent[i], signal,
                        error));
                }
            }
        }
    }

    public IEnumerable<MeasuredFigure> Figures()
    {
        foreach (var (name, _) in forms)
        {
            for (var snr = 0; snr < SnrsDb.Count; snr++)
            {
                var (part, cell) = ($"{name}{(name == Faded ? "" : ", AWGN")} at {SnrsDb[snr]} dB", cells[(name, snr)]);
                double[] ours = Distances(cell), linear = Distances(cells[("linear", snr)]);
                var isDefault = name == "hybrid";
                yield return Estimate.Mean(part, "LPIPS-P to the picture sent", ours);
                if (name == Plain)
                {
                    yield return Sdr(part, cell, LeastSdrDb[snr]);
                    continue;
                }
                yield return Estimate.Ratio(part, "LPIPS-P over that of linear", ours, linear,
                    isDefault ? Bar.AtMost(MostOverLinear[snr]) : null);
                var right = cell.Where(one => one.WasRight).ToList();
                yield return Estimate.Share(part, "edit right, of those right at the sender",
                    right.Count(one => one.IsRight), right.Count, isDefault ? Bar.AtLeast(LeastRight[snr]) : null);
                if (name == Faded || name.Contains("symbols")) continue;
                yield return Estimate.Mean(part, "identity over that at the sender",
                    [.. cell.Select(one => one.Likeness)], isDefault ? Bar.AtLeast(LeastLikeness[snr]) : null);
                yield return Sdr(part, cell, null);
            }
        }
        for (var snr = 0; snr < SnrsDb.Count; snr++) yield return Bound(SnrsDb[snr]);
    }

    public void Dispose()
    {
        foreach (var code in forms.SelectMany(form => form.Codes)) code.Dispose();
    }

    /// <summary>Signal to distortion of the 53 numbers about their mean, dB; interval by the delta method.</summary>
    private static MeasuredFigure Sdr(string part, List<Arrival> cell, Bar? bar)
    {
        var (signal, error) = (cell.Average(one => one.Signal), cell.Average(one => one.Error));
        return Estimate.Mean(part, "signal over distortion about the mean, dB", [.. cell.Select(one =>
            Decibels.FromRatio(signal / error) + 10 / Math.Log(10) * (one.Signal / signal - one.Error / error))], bar);
    }

    /// <summary>What no code can pass: Shannon's distortion of Gaussian numbers with this covariance.</summary>
    private MeasuredFigure Bound(double snrDb)
    {
        using var plain = new LinearCode(networks.Statistics, snrDb, AdapterForm.Linear, weighted: false);
        var bits = WaterFilling.Capacity(networks.SymbolCount, Decibels.ToRatio(snrDb));
        var least = WaterFilling.RateDistortion(plain.Variances, bits);
        var value = Decibels.FromRatio(plain.Variances.Sum() / least);
        return Estimate.Exact($"bound, AWGN at {snrDb} dB", "signal over distortion about the mean, dB", value, 1);
    }

    private (double Signal, double Error) Powers(Tensor sent, Tensor received)
    {
        var count = networks.Statistics.Numbers;
        var sentAll = sent.cpu();
        var signal = (sentAll[..count] - networks.Statistics.Mean[..count]).square().sum().item<float>();
        var all = received.cpu();
        // The generator begins with a pixel norm: only the direction counts.
        var scale = Math.Sqrt(all.shape[0] / all.square().sum().item<float>());
        return (signal, (sentAll[..count] - all[..count] * scale).square().sum().item<float>());
    }

    private static double[] Distances(List<Arrival> cell) => [.. cell.Select(one => one.LpipsP)];

    private readonly record struct Arrival(
        double LpipsP, bool WasRight, bool IsRight, double Likeness, double Signal, double Error);
}
