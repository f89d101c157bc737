using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// LPIPS-P of received pictures to the originals, for each SNR of one channel and each pair of adapters, and without
/// any. All cells of a row meet the same noise.
/// </summary>
internal sealed class AdapterTable(
    string channelName, IChannel channel, JeccNetworks networks, JeccJudge judge, IReadOnlyList<LatentCode> codes)
{
    private const double MostAtLowestSnr = 0.60;
    private static readonly Seed Noise = new(79);
    private readonly MeasuredPath path = new(channel, networks, Noise);
    private readonly LatentCode bare = new PaperCode(null, networks.Device);
    private readonly Dictionary<(int Snr, int? Adapter), List<double>> cells = [];

    private IReadOnlyList<double> SnrsDb => networks.Adapters.SnrsDb;

    /// <summary>The columns: each pair, and null for none.</summary>
    private IEnumerable<int?> Columns => Enumerable.Range(0, SnrsDb.Count).Select(id => (int?)id).Append(null);

    /// <summary>Sends vectors and compares with the originals.</summary>
    public void Measure(int first, IReadOnlyList<SentLatent> latents, RgbImage[] originals)
    {
        for (var snr = 0; snr < SnrsDb.Count; snr++)
        {
            foreach (var column in Columns)
            {
                var code = column is { } id ? codes[id] : bare;
                var made = path.Receive(latents, code, SnrsDb[snr], new UserId(snr), first);
                if (!cells.TryGetValue((snr, column), out var cell)) cells[(snr, column)] = cell = [];
                cell.AddRange(judge.Compare(made, originals).Select(one => one.LpipsP));
            }
        }
    }

    public IEnumerable<MeasuredFigure> Figures()
    {
        for (var snr = 0; snr < SnrsDb.Count; snr++)
            foreach (var column in Columns)
                yield return Estimate.Mean($"{channelName} at {SnrsDb[snr]} dB",
                    column is { } id ? $"LPIPS-P, adapter of {SnrsDb[id]} dB" : "LPIPS-P, no adapter",
                    cells[(snr, column)]);
        for (var snr = 0; snr < SnrsDb.Count; snr++) yield return RightAdapter(snr);
        for (var snr = 0; snr < SnrsDb.Count; snr++) yield return WithOverWithout(snr, snr == 0 ? MostAtLowestSnr : 1);
    }

    /// <summary>
    /// By how much the right adapter is worse than the best of the others, image by image: met where the interval
    /// begins at 0 or below.
    /// </summary>
    private MeasuredFigure RightAdapter(int snr)
    {
        var right = cells[(snr, snr)];
        var best = Enumerable.Range(0, SnrsDb.Count).Where(id => id != snr).Select(id => cells[(snr, id)])
            .MinBy(cell => cell.Average())!;
        var figure = Estimate.Mean($"{channelName} at {SnrsDb[snr]} dB", "right adapter over the best other, LPIPS-P",
            [.. right.Zip(best, (ours, theirs) => ours - theirs)]);
        return figure with { Bar = Math.Max(0, figure.Value - figure.Low), LessIsBetter = true };
    }

    /// <summary>Mean with the right adapters over mean without; interval by the delta method, image by image.</summary>
    private MeasuredFigure WithOverWithout(int snr, double? bar)
    {
        var (with, without) = (cells[(snr, snr)], cells[(snr, (int?)null)]);
        var (mean, ratio) = (without.Average(), with.Average() / without.Average());
        return Estimate.Mean($"{channelName} at {SnrsDb[snr]} dB", "LPIPS-P with adapters over without",
            [.. with.Zip(without, (ours, theirs) => ratio + (ours - ratio * theirs) / mean)], bar, lessIsBetter: true);
    }
}

/// <summary>
/// From a latent vector to the received picture over one channel, whose noise the seed keys; rows are those of
/// <see cref="JeccDecoder"/>.
/// </summary>
internal sealed class MeasuredPath(IChannel channel, JeccNetworks networks, Seed noise, int? rows = null)
{
    private readonly Transmission transmission = new(channel);

    /// <summary>The pictures of latent vectors, all with the same adapters.</summary>
    public RgbImage[] Receive(
        IReadOnlyList<SentLatent> latents, LatentCode code, double snrDb, UserId user, long first) =>
        networks.Pictures(Latents(latents, code, snrDb, user, first), rows)!;

    /// <summary>The latent vectors [latent] as they are received; the caller's.</summary>
    public Tensor[] Latents(
        IReadOnlyList<SentLatent> latents, LatentCode code, double snrDb, UserId user, long first)
    {
        using var quiet = no_grad();
        return [.. latents.Select((sent, i) =>
        {
            using var symbols = code.Encode(sent.Z, sent.Degrees);
            return code.Decode(transmission.Send(symbols.cpu().data<float>().ToArray(), 0,
                new ChannelUse(noise, user, new TransmissionId(first + i), 0, snrDb)).Frame);
        })];
    }
}

/// <summary>A latent vector [latent] of unit power that is sent, with the degrees that the predictor sees in it.</summary>
internal sealed record SentLatent(Tensor Z, IReadOnlyList<int> Degrees);
