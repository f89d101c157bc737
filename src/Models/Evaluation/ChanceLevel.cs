using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>A receiver that hears pure noise instead of symbols: how often its picture is as was meant.</summary>
internal sealed class ChanceLevel(JeccNetworks networks, JeccJudge judge, IReadOnlyList<LatentCode> codes)
{
    private int right, asked;

    /// <summary>A picture of noise for each change, through the adapters in turn.</summary>
    public void Measure(SentBatch batch)
    {
        using var scope = NewDisposeScope();
        var symbols = NoiseReceiver.Symbols(batch.Edits.Count, networks.SymbolCount, batch.First);
        for (var i = 0; i < batch.Edits.Count; i++)
        {
            if (batch.Edits[i] is not { IsChange: true, Meant: var meant }) continue;
            var snr = (batch.First + i) % codes.Count;
            using var latent = codes[snr].Decode(NoiseReceiver.Frame(symbols[i], networks.Adapters.SnrsDb[snr]));
            var seen = judge.Degrees([networks.Pictures([latent])[0]!])[0];
            asked++;
            if (seen[(int)meant.Attribute] == meant.Degree) right++;
        }
    }

    public MeasuredFigure Figure() =>
        Estimate.Share("edit received", "edit right, a receiver of pure noise", right, asked);
}
