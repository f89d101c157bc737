using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Coding;

/// <summary>Settings of an <see cref="LdpcModem"/>.</summary>
public sealed record LdpcModemOptions
{
    /// <summary>The code.</summary>
    public required LdpcCode Code { get; init; }

    /// <summary>The constellation.</summary>
    public required Constellation Constellation { get; init; }

    /// <summary>The decoder; default min-sum, factor 0.75, 20 iterations.</summary>
    public LdpcDecoderOptions Decoder { get; init; } = new();

    /// <summary>Soft demapping; default max-log.</summary>
    public Demapping Demapping { get; init; } = Demapping.MaxLog;

    /// <summary>Columns of the block interleaver over a whole transmission; default 1, no interleaving.</summary>
    public int InterleaverColumns { get; init; } = 1;
}

/// <summary>
/// LDPC, block interleaver and constellation. Bits that do not fill their words are spread evenly over them; what a
/// word lacks is zeros that both sides know and that are not sent (shortening).
/// </summary>
public sealed class LdpcModem(LdpcModemOptions options) : IModem
{
    /// <summary>How sure the receiver is of a bit that both sides know.</summary>
    private const float KnownZero = 200;

    private readonly LdpcCode _code = options.Code;
    private readonly LdpcEncoder _encoder = new(options.Code);
    private readonly LdpcDecoder _decoder = LdpcDecoder.Create(options.Code, options.Decoder);
    private readonly BlockInterleaver _interleaver = new(options.InterleaverColumns);
    private readonly byte[] _wordInfo = new byte[options.Code.InfoBits];
    private readonly byte[] _word = new byte[options.Code.Length];
    private readonly float[] _wordLlrs = new float[options.Code.Length];
    private byte[] _bits = [];
    private float[] _llrs = [];

    public double InfoBitsPerSymbol => options.Constellation.BitsPerSymbol * _code.Rate;

    public int WordsFor(int infoBits) => (infoBits + _code.InfoBits - 1) / _code.InfoBits;

    public int SymbolsFor(int infoBits) => options.Constellation.SymbolsFor(SentBits(infoBits));

    public void Modulate(ReadOnlySpan<byte> info, ComplexSpan symbols)
    {
        var sentBits = SentBits(info.Length);
        if (_bits.Length < 2 * sentBits) _bits = new byte[2 * sentBits];
        var sent = _bits.AsSpan(0, sentBits);
        var interleaved = _bits.AsSpan(sentBits, sentBits);
        var rest = sent;
        for (int word = 0, words = WordsFor(info.Length); word < words; word++)
        {
            var share = Share(word, words, ref info);
            share.CopyTo(_wordInfo);
            _wordInfo.AsSpan(share.Length).Clear();
            _encoder.Encode(_wordInfo, _word);
            share.CopyTo(rest);
            _word.AsSpan(_code.InfoBits).CopyTo(rest[share.Length..]);
            rest = rest[(share.Length + ParityBits)..];
        }
        _interleaver.Interleave<byte>(sent, interleaved);
        options.Constellation.Map(interleaved, symbols);
    }

    public Decoding Demodulate(ComplexSpan estimates, ReadOnlySpan<float> noiseVariances, Span<byte> info)
    {
        var sentBits = SentBits(info.Length);
        if (_llrs.Length < 2 * sentBits) _llrs = new float[2 * sentBits];
        var interleaved = _llrs.AsSpan(0, sentBits);
        var sent = _llrs.AsSpan(sentBits, sentBits);
        options.Constellation.Demap(estimates, noiseVariances, options.Demapping, interleaved);
        _interleaver.Deinterleave<float>(interleaved, sent);
        var (converged, iterations) = (true, 0);
        ReadOnlySpan<byte> unsent = info;
        for (int word = 0, words = WordsFor(info.Length), done = 0; word < words; word++)
        {
            var length = Share(word, words, ref unsent).Length;
            var (wordConverged, wordIterations) = DecodeWord(sent[..(length + ParityBits)], info.Slice(done, length));
            converged &= wordConverged;
            iterations += wordIterations;
            done += length;
            sent = sent[(length + ParityBits)..];
        }
        return new Decoding(converged, iterations);
    }

    private int ParityBits => _code.Length - _code.InfoBits;

    private int SentBits(int infoBits) => infoBits + WordsFor(infoBits) * ParityBits;

    private Decoding DecodeWord(ReadOnlySpan<float> sent, Span<byte> info)
    {
        sent[..info.Length].CopyTo(_wordLlrs);
        _wordLlrs.AsSpan(info.Length, _code.InfoBits - info.Length).Fill(KnownZero);
        sent[info.Length..].CopyTo(_wordLlrs.AsSpan(_code.InfoBits));
        var decoding = _decoder.Decode(_wordLlrs, _wordInfo);
        _wordInfo.AsSpan(0, info.Length).CopyTo(info);
        return decoding;
    }

    /// <summary>Takes from <paramref name="rest"/> what word <paramref name="word"/> of all carries.</summary>
    private static ReadOnlySpan<byte> Share(int word, int words, ref ReadOnlySpan<byte> rest)
    {
        var length = (rest.Length + words - word - 1) / (words - word);
        var share = rest[..length];
        rest = rest[length..];
        return share;
    }
}
