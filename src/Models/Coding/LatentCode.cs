using System.Numerics;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Coding;

/// <summary>What the adapters between latent vectors and symbols are.</summary>
public enum AdapterForm
{
    /// <summary>Fully connected layers that were fine-tuned on ten portraits, as the paper says.</summary>
    Paper,

    /// <summary>
    /// The best linear code in closed form: power by water-filling, a joint estimate of least mean square error.
    /// </summary>
    Linear,

    /// <summary>The five degrees as one of 7,776 codewords, the most likely one received; the rest linear.</summary>
    Hybrid,

    /// <summary>Quantised numbers, LDPC and QAM: right to the last bit, or nothing at all.</summary>
    Digital,

    /// <summary>
    /// The degrees as in <see cref="Hybrid"/>, each number as a point of a learned curve that depends on the SNR.
    /// </summary>
    Conditioned,
}

/// <summary>Which adapters, and for how many symbols.</summary>
/// <param name="Form">What they are.</param>
/// <param name="Symbols">k real symbols: 512, in the forms linear and hybrid also 64, 128 or 256.</param>
public sealed record CodingOptions(AdapterForm Form = AdapterForm.Hybrid, int Symbols = 512)
{
    private const int MostSymbols = 512;

    /// <summary>Why there is no such code; null where there is.</summary>
    public string? Mistake => Form is not (AdapterForm.Linear or AdapterForm.Hybrid) && Symbols != MostSymbols
            ? $"the form {Form.ToString().ToLowerInvariant()} sends {MostSymbols} symbols, not {Symbols}; "
                + "take linear or hybrid for fewer"
        : !BitOperations.IsPow2(Symbols) || Symbols is < LinearCode.LeastSymbols or > MostSymbols
            ? $"adapters send 64, 128, 256 or 512 symbols, not {Symbols}" : null;
}

/// <summary>Adapters for one SNR: latent vectors to symbols, and what was received back to latent vectors.</summary>
public abstract class LatentCode : IDisposable
{
    /// <summary>Symbols of unit average power (eq. 4), [k].</summary>
    /// <param name="latent">z of unit power, [latent].</param>
    /// <param name="degrees">What the predictor sees in G(z), 0..5, one an attribute.</param>
    public abstract Tensor Encode(Tensor latent, IReadOnlyList<int> degrees);

    /// <summary>The latent vector [latent] of a frame, of any device.</summary>
    public abstract Tensor Decode(ReceivedFrame frame);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>The form of the paper, and with a null pair its ablation: z itself is sent.</summary>
/// <param name="pair">Stays the caller's, unless <paramref name="owns"/>.</param>
/// <param name="device">Where to compute.</param>
/// <param name="owns">Disposes the pair with this.</param>
public sealed class PaperCode(AdapterPair? pair, Device device, bool owns = false) : LatentCode
{
    public override Tensor Encode(Tensor latent, IReadOnlyList<int> degrees)
    {
        using var scope = NewDisposeScope();
        return ChannelCoding.Encode(latent.to(device).unsqueeze(0), pair is null ? null : [pair.Encoder]).squeeze(0)
            .MoveToOuterDisposeScope();
    }

    public override Tensor Decode(ReceivedFrame frame)
    {
        using var scope = NewDisposeScope();
        return ChannelCoding.Decode(tensor(frame.Symbols).to(device).unsqueeze(0),
            pair is null ? null : [pair.Decoder]).squeeze(0).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        if (owns) pair?.Dispose();
        base.Dispose();
    }
}
