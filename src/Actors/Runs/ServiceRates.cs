using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Runs;

/// <summary>
/// The most requests a second that each stage can serve for long, in closed form: a batch-service queue whose batches of
/// n take T(n) on each of c workers serves at most c max(n / T(n)). Infinite where a stage takes no time, or nobody
/// says which.
/// </summary>
/// <param name="Encoders">By the times given, or by the profiles, where no edit takes a move.</param>
/// <param name="Air">Of all cells, by the payload and the header of a frame.</param>
/// <param name="Decoders">With all adapters loaded.</param>
/// <param name="EncoderBatch">The size of the encoder's batches then.</param>
public sealed record ServiceRates(double Encoders, double Air, double Decoders, int EncoderBatch)
{
    public static ServiceRates Of(SimulationPlan plan)
    {
        var (options, codec) = (plan.Options, plan.Codec);
        // Who talks on has the latent vector of the turn before, and needs no inversion.
        var latent = options.Users.Any(group => group.Dialog.Turns > 1) ? Array.Empty<float>() : null;
        var request = new EditRequest(default, default, new ImageSource.Portrait(default, 0), "", latent, 0);
        var (encoders, size) = Best(options.Encoders, (worker, n) =>
            plan.Times.OfEncoder(worker)?.LeastEncodeSeconds([.. Enumerable.Repeat(request, n)]) ?? 0);
        var (decoders, _) = Best(options.Decoders, (worker, n) => plan.Times.OfDecoder(worker)?.DecodeSeconds(n) ?? 0);
        var symbols = codec.SymbolCount / 2 + codec.HeaderSymbols;
        return new(encoders, options.Air.Sum(cell => cell.SymbolRateBaud) / symbols, decoders, size);
    }

    private static (double Rate, int Size) Best(PoolOptions pool, Func<int, int, double> secondsOf)
    {
        var (sum, size) = (0.0, 1);
        for (var worker = 0; worker < pool.Workers; worker++)
        {
            var best = Enumerable.Range(1, pool.Batching.MaxSize).MaxBy(n => n / secondsOf(worker, n));
            (sum, size) = (sum + best / secondsOf(worker, best), best);
        }
        return (sum, size);
    }
}
