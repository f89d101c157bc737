using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// Whether an edit survives one channel: edited latent vectors at each SNR with the right adapters and without any,
/// measured against what was meant.
/// </summary>
internal sealed class EditsOverAir(
    string channelName, IChannel channel, JeccNetworks networks, JeccJudge judge, IReadOnlyList<LatentCode> codes)
{
    private static readonly Seed Noise = new(81);
    private readonly MeasuredPath path = new(channel, networks, Noise);
    private readonly LatentCode bare = new PaperCode(null, networks.Device);
    private readonly Dictionary<(int Snr, bool Adapters), List<(bool IsRight, double Distance)>> cells = [];

    public void Measure(int first, IReadOnlyList<WantedEdit> wanted)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        SentLatent[] latents =
            [.. wanted.Select(edit => new SentLatent(tensor(edit.Encoding.Latent), edit.Encoding.After))];
        var meant = networks.Pictures([.. latents.Select(latent => latent.Z)]);
        for (var snr = 0; snr < networks.Adapters.SnrsDb.Count; snr++)
            foreach (var adapters in new[] { true, false })
                Add((snr, adapters), Received(snr, adapters, first, latents), meant!, wanted);
    }

    public IEnumerable<MeasuredFigure> Figures()
    {
        for (var snr = 0; snr < networks.Adapters.SnrsDb.Count; snr++)
        {
            foreach (var adapters in new[] { true, false })
            {
                var (cell, with) = (cells[(snr, adapters)], adapters ? "right adapter" : "no adapter");
                var part = $"edits received, {channelName} at {networks.Adapters.SnrsDb[snr]} dB";
                yield return Estimate.Share(part, $"judge's degree as expected, {with}", cell.Count(one => one.IsRight),
                    cell.Count);
                yield return Estimate.Mean(part, $"LPIPS-P to the picture as edited, {with}",
                    [.. cell.Select(one => one.Distance)]);
            }
        }
    }

    private RgbImage[] Received(int snr, bool adapters, int first, SentLatent[] latents) => path.Receive(latents,
        adapters ? codes[snr] : bare, networks.Adapters.SnrsDb[snr], new UserId(snr), first);

    private void Add((int, bool) key, RgbImage[] images, RgbImage[] meant, IReadOnlyList<WantedEdit> wanted)
    {
        var (degrees, distances) = (judge.Degrees(images), judge.Compare(images, meant));
        if (!cells.TryGetValue(key, out var cell)) cells[key] = cell = [];
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!wanted[i].IsChange) continue;
            var expected = wanted[i].Expected;
            cell.Add((degrees[i][(int)expected.Attribute] == expected.Degree, distances[i].LpipsP));
        }
    }
}
