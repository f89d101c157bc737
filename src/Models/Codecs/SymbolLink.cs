using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Codecs;

/// <summary>
/// The air and the receiver for tensors: k real symbols travel as k/2 complex ones
/// (<see cref="ComplexSpan.FromReal"/>). With a flat channel the receiver's estimate is a ∘ x + b, where a and b are
/// fixed before x is known, so that gradients pass through a. Keeps its memory: use one object a thread.
/// </summary>
public sealed class SymbolLink(IChannel channel)
{
    /// <summary>Of a complex symbol that carries two real ones of unit power.</summary>
    private const double PairPower = 2;

    private readonly Link link = new(channel, new());

    /// <summary>
    /// The estimates [N, k] of symbols [N, k] at one SNR, on the average over fading; row i is transmission
    /// <paramref name="first"/> + i of a user. Differentiable in the symbols. Throws for a channel with echoes, clipping
    /// or phase noise.
    /// </summary>
    public Tensor Send(Tensor symbols, double snrDb, Seed seed, UserId user, long first)
    {
        using var scope = NewDisposeScope();
        var (rows, size) = ((int)symbols.shape[0], (int)symbols.shape[1]);
        var (slopes, offsets) = (new float[rows * size], new float[rows * size]);
        var variance = new float[size / 2];
        for (var row = 0; row < rows; row++)
        {
            var offset = ComplexSpan.FromReal(offsets.AsSpan(row * size, size));         // zeros are sent
            var use = new ChannelUse(seed, user, new TransmissionId(first + row), size / 2, snrDb)
            {
                Power = PairPower,
            };
            link.Send(use, offset, offset, variance);
            if (!link.Realisation.IsFlatAndLinear)
                throw new ArgumentException("The channel is no product and sum: it echoes, clips or turns the phase.");
            for (var i = 0; i < size; i++)
                slopes[row * size + i] = (float)(1 - variance[i % (size / 2)] / PairPower);
        }
        var a = tensor(slopes, [rows, size]).to(symbols.device);
        var b = tensor(offsets, [rows, size]).to(symbols.device);
        return (symbols * a + b).MoveToOuterDisposeScope();
    }
}
