using System.Diagnostics.CodeAnalysis;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>A channel of the tables.</summary>
/// <param name="Name">Its name, which says how long a gain lasts.</param>
/// <param name="Channel">The channel.</param>
/// <param name="HasOutage">Whether a whole transmission may meet a deep fade.</param>
internal sealed record MeasuredAir(string Name, IChannel Channel, bool HasOutage = false);

/// <summary>
/// Edited latent vectors over one channel at each SNR: with each pair of adapters, without any, and with the shared
/// mean removed. All cells of a row meet the same noise. LPIPS-P is taken to the original, as the paper's Fig. 4 and
/// Table IV do, and to the counterfactual, which is what the user wants to see.
/// </summary>
internal sealed class AdapterTable
{
    private const string ToOriginal = "to the original", ToCounterfactual = "to the counterfactual";
    private const double MostAtLowestSnr = 0.60;
    private static readonly string[] References = [ToOriginal, ToCounterfactual];
    private static readonly Seed Noise = new(79);

    private readonly MeasuredAir air;
    private readonly JeccNetworks networks;
    private readonly JeccJudge judge;
    private readonly IReadOnlyList<IdentityMeasure> identities;
    private readonly MeasuredPath path;
    private readonly List<double>[] metSnrsDb;
    private readonly ReceivedCell[][] rows;    // of an SNR: of each pair, of the mean removed, of none

    /// <summary>
    /// Networks, judge, adapters and those that remove the mean, both one an SNR, stay the caller's.
    /// </summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Without a pair it holds nothing.")]
    public AdapterTable(MeasuredAir air, JeccNetworks networks, JeccJudge judge, IReadOnlyList<LatentCode> codes,
        IReadOnlyList<LatentCode> meanRemoved, IReadOnlyList<IdentityMeasure> identities)
    {
        (this.air, this.networks, this.judge, this.identities) = (air, networks, judge, identities);
        path = new MeasuredPath(air.Channel, networks, Noise);
        var snrs = Enumerable.Range(0, SnrsDb.Count).ToArray();
        metSnrsDb = [.. snrs.Select(_ => new List<double>())];
        var bare = new PaperCode(null, networks.Device);
        rows = [.. snrs.Select(snr => snrs
            .Select(id => new ReceivedCell($"adapter of {SnrsDb[id]} dB", codes[id], IsMain: id == snr))
            .Append(new("mean removed", meanRemoved[snr], IsMain: true)).Append(new("no adapter", bare, IsMain: true))
            .ToArray())];
    }

    private IReadOnlyList<double> SnrsDb => networks.Adapters.SnrsDb;

    /// <summary>Sends a batch through every cell.</summary>
    public void Measure(SentBatch batch)
    {
        for (var snr = 0; snr < SnrsDb.Count; snr++)
        {
            foreach (var cell in rows[snr])
            {
                using var scope = NewDisposeScope();
                var met = cell == rows[snr][snr] ? metSnrsDb[snr] : null;
                var made = path.Receive(batch.Latents, cell.Code, SnrsDb[snr], new UserId(snr), batch.First, met);
                cell.Add(made, SeenPictures.Of(made, networks), batch, judge, identities);
            }
        }
    }

    public IEnumerable<MeasuredFigure> Figures() => Enumerable.Range(0, SnrsDb.Count).SelectMany(Figures);

    private IEnumerable<MeasuredFigure> Figures(int snr)
    {
        var (part, cells) = ($"{air.Name} at {SnrsDb[snr]} dB", rows[snr]);
        if (air.HasOutage)
        {
            yield return Estimate.Share(part, $"outage: SNR met below {SnrsDb[0]} dB",
                metSnrsDb[snr].Count(met => met < SnrsDb[0]), metSnrsDb[snr].Count);
        }
        foreach (var reference in References)
        {
            var right = cells[snr].Distances(reference);
            foreach (var cell in cells)
                yield return Estimate.Mean(part, $"LPIPS-P {reference}, {cell.Name}", cell.Distances(reference));
            var other = cells[..SnrsDb.Count].Where((_, id) => id != snr).MinBy(cell => cell.Mean(reference))!;
            yield return Estimate.Difference(part, $"LPIPS-P {reference}, right adapter less the best other",
                right, other.Distances(reference), Bar.AtMost(0).Surely);
            var baseline = cells[SnrsDb.Count..].MinBy(cell => cell.Mean(reference))!;
            yield return Estimate.Ratio(part, $"LPIPS-P {reference}, right adapter over the better baseline",
                right, baseline.Distances(reference), Bar.AtMost(snr == 0 ? MostAtLowestSnr : 1).Surely);
        }
        foreach (var cell in cells.Where(cell => cell.IsMain))
            foreach (var figure in cell.Edits(part)) yield return figure;
    }

    /// <summary>What came through at one SNR with one pair of adapters.</summary>
    private sealed record ReceivedCell(string Name, LatentCode Code, bool IsMain)
    {
        private readonly List<double> toOriginal = [], toCounterfactual = [], toSent = [];
        private readonly List<(bool IsRight, bool WasRight)> edits = [];
        private readonly Dictionary<string, List<double>> likeness = [];

        public List<double> Distances(string reference) => reference == ToOriginal ? toOriginal : toCounterfactual;

        public double Mean(string reference) => Distances(reference).Average();

        public void Add(RgbImage[] made, SeenPictures seen, SentBatch batch, JeccJudge judge,
            IReadOnlyList<IdentityMeasure> identities)
        {
            toOriginal.AddRange(seen.DistancesTo(batch.Originals));
            toCounterfactual.AddRange(seen.DistancesTo(batch.Counterfactuals));
            if (!IsMain) return;
            toSent.AddRange(seen.DistancesTo(batch.Sent));
            edits.AddRange(batch.Edits.Zip(judge.Degrees(made)).Where(one => one.First.IsChange).Select(one =>
                (one.Second[(int)one.First.Meant.Attribute] == one.First.Meant.Degree, one.First.IsRight)));
            foreach (var identity in identities)
            {
                if (!likeness.TryGetValue(identity.Name, out var values)) likeness[identity.Name] = values = [];
                values.AddRange(identity.Likeness(batch.Originals.Images, seen.Images));
            }
        }

        public IEnumerable<MeasuredFigure> Edits(string part)
        {
            yield return Estimate.Mean(part, $"LPIPS-P to the picture sent, {Name}", toSent);
            yield return Estimate.Share(part, $"edit right, {Name}", edits.Count(edit => edit.IsRight), edits.Count);
            yield return Estimate.Share(part, $"edit right of those right at the sender, {Name}",
                edits.Count(edit => edit is { IsRight: true, WasRight: true }), edits.Count(edit => edit.WasRight));
            foreach (var (name, values) in likeness)
                yield return Estimate.Mean(part, $"identity by {name}, original to received, {Name}", values);
        }
    }
}
