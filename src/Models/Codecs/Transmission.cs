using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.Receivers;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Codecs;

/// <summary>
/// The one way over the air, for runs, <c>send</c>, evaluation, training and benchmarks: k real symbols are normalised
/// (eq. 4), travel as k/2 complex ones (<see cref="ComplexSpan.FromReal"/>) through a channel, and are estimated by a
/// receiver. It keeps its memory: use one object a thread.
/// </summary>
public sealed class Transmission(IChannel channel, ReceiverOptions? receiver = null)
{
    /// <summary>Average power of a complex symbol: that of its two real ones, P = 1 each.</summary>
    public const double Power = 2;

    private readonly Link link = new(channel, receiver ?? new());
    private readonly bool isShrunk = (receiver ?? new()).Equaliser == EqualiserKind.Mmse;

    /// <summary>Sends the symbols of one transmission.</summary>
    /// <param name="symbols">[k], k even, of any power; all zeros stay zeros.</param>
    /// <param name="adapterIndex">What the header says.</param>
    /// <param name="use">Who sends, when, and at which SNR; number and power of the symbols are set here.</param>
    /// <param name="adapters">
    /// How many adapters the header tells apart; of more than one it is sent too, and may be read wrongly. It meets the
    /// gains and noise of the first symbols.
    /// </param>
    public (ReceivedFrame Frame, LinkReport Report) Send(float[] symbols, int adapterIndex, ChannelUse use,
        int adapters = 1)
    {
        var named = adapters > 1 ? SendHeader(adapterIndex, adapters, use) : adapterIndex;
        var (received, variance) = (symbols.AsSpan().ToArray(), new float[symbols.Length / 2]);
        var pairs = ComplexSpan.FromReal(received);
        SymbolPower.Normalise(pairs, Power);
        var report = link.Send(use with { SymbolCount = pairs.Length, Power = Power }, pairs, pairs, variance);
        return (new(named, received, variance, report.MeasuredSnrDb) { IsShrunk = isShrunk }, report);
    }

    /// <summary>Sends what an encoder made of a request; its text, where it has one, arrives as it is.</summary>
    public (ReceivedFrame Frame, LinkReport Report) Send(Encoding encoding, int adapterIndex, ChannelUse use,
        int adapters = 1)
    {
        var (frame, report) = Send(encoding.Symbols, adapterIndex, use, adapters);
        return (frame with { Text = encoding.SentText }, report);
    }

    private int SendHeader(int adapterIndex, int adapters, in ChannelUse use)
    {
        var header = AdapterHeader.Encode(adapterIndex, adapters);
        var pairs = ComplexSpan.FromReal(header);
        var variance = new float[pairs.Length];
        link.Send(use with { SymbolCount = pairs.Length, Power = Power }, pairs, pairs, variance);
        return AdapterHeader.Decode(header, variance, adapters);
    }

    /// <summary>What one transmission would meet, of its gains alone: a frame without symbols.</summary>
    /// <param name="mapping">How its gains become the frame's SNR.</param>
    /// <param name="symbolCount">k real symbols.</param>
    /// <param name="adapterIndex">What the header says, taken for received.</param>
    /// <param name="use">Who would send, when, and at which SNR.</param>
    public (ReceivedFrame Frame, LinkReport Report) Abstract(
        EffectiveSnr mapping, int symbolCount, int adapterIndex, ChannelUse use)
    {
        var (snrDb, report) = link.Abstract(use with { SymbolCount = symbolCount / 2, Power = Power }, mapping);
        return (new ReceivedFrame(adapterIndex, [], [], snrDb), report);
    }

    /// <summary>Complex symbols on the air beside those of <paramref name="use"/>; see <see cref="Link"/>.</summary>
    public int OverheadSymbols(in ChannelUse use) => link.OverheadSymbols(use);

    /// <summary>
    /// The estimates [N, k] of symbols [N, k], differentiable: over a flat channel an estimate is a ∘ x + b, where a and
    /// b are fixed before x is known. Row i is transmission <paramref name="first"/> + i of a user. Throws for a channel
    /// with echoes, clipping or phase noise.
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
            var use = new ChannelUse(seed, user, new TransmissionId(first + row), size / 2, snrDb) { Power = Power };
            link.Send(use, offset, offset, variance);
            if (!link.Realisation.IsFlatAndLinear)
                throw new ArgumentException("The channel is not a product and a sum: it echoes, clips or turns the phase.");
            for (var i = 0; i < size; i++)
                slopes[row * size + i] = (float)(1 - variance[i % (size / 2)] / Power);
        }
        var a = tensor(slopes, [rows, size]).to(symbols.device);
        var b = tensor(offsets, [rows, size]).to(symbols.device);
        return (LatentPower.Normalise(symbols) * a + b).MoveToOuterDisposeScope();
    }
}

/// <summary>What a receiver has of one transmission.</summary>
/// <param name="AdapterIndex">The adapter that the header names: a place in the codec's list.</param>
/// <param name="Symbols">Real symbols after equalisation, [k]; empty where the link was abstracted.</param>
/// <param name="NoiseVariance">E|estimate - sent|^2 of each pair of symbols i and i + k/2, [k/2]; or empty.</param>
/// <param name="SnrDb">The SNR that the receiver measured, dB; the effective one where the link was abstracted.</param>
public sealed record ReceivedFrame(int AdapterIndex, float[] Symbols, float[] NoiseVariance, double SnrDb)
{
    /// <summary>Whether the equaliser was the biased MMSE one, whose estimates are smaller the noisier they are.</summary>
    public bool IsShrunk { get; init; } = true;

    /// <summary>The sentence that came beside the symbols; null where the transmitter edits.</summary>
    public string? Text { get; init; }
}
