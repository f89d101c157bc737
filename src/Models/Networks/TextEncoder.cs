using TorchSharp.Modules;

namespace EditableDeepSC.Models.Networks;

/// <summary>The size of a <see cref="TextEncoder"/>; the defaults are Talk-to-Edit's language encoder's.</summary>
public sealed record TextEncoderOptions
{
    /// <summary>Words, the null word 0 that pads included.</summary>
    public required int VocabularySize { get; init; }

    public required IReadOnlyList<Head> Heads { get; init; }

    public int WordSize { get; init; } = 300;

    public int TextSize { get; init; } = 1024;

    public int LstmLayers { get; init; } = 2;

    /// <summary>
    /// Whether the heads also see the largest value of each LSTM unit over the words, beside those at the last word.
    /// </summary>
    public bool Pooled { get; init; }

    public int HeadHiddenSize { get; init; } = 256;

    /// <summary>Share of a head's hidden units left out in training, in [0, 1).</summary>
    public double Dropout { get; init; }

    internal int EmbeddingSize => Pooled ? 2 * TextSize : TextSize;

    internal TextEncoderOptions Validated()
    {
        Head.Validate(Heads);
        ArgumentOutOfRangeException.ThrowIfLessThan(VocabularySize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(WordSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TextSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LstmLayers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeadHiddenSize, 1);
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "The dropout must lie in [0, 1).");
        return this;
    }
}

/// <summary>
/// Reads a request: word ids [N, L], padded with 0, to the logits [N, classes] of each head, in the order of the
/// options. Keys are those of Talk-to-Edit's language encoder (language/lstm.py).
/// </summary>
public sealed class TextEncoder : nn.Module<Tensor, Tensor[]>
{
    private readonly LstmText lstm;
    private readonly List<Sequential> heads;

    public TextEncoder(TextEncoderOptions options) : base(nameof(TextEncoder))
    {
        Options = options.Validated();
        lstm = new LstmText(Options);
        register_module(nameof(lstm), lstm);
        heads = ClassifierHead.Register(
            this, Options.Heads, Options.EmbeddingSize, Options.HeadHiddenSize, Options.Dropout);
    }

    public TextEncoderOptions Options { get; }

    public override Tensor[] forward(Tensor input)
    {
        using var text = Embed(input);
        return [.. heads.Select(head => head.call(text))];
    }

    /// <summary>The embedding of the sentences [N, L]: [N, text], or [N, 2 text] where it is pooled.</summary>
    public Tensor Embed(Tensor words)
    {
        Shape.Require(words, nameof(words), Shape.Any, Shape.Any);
        return lstm.call(words);
    }

    private sealed class LstmText : nn.Module<Tensor, Tensor>
    {
        private readonly Embedding word2vec;    // [vocabulary, word]
        private readonly LSTM rnn;
        private readonly bool pooled;

        public LstmText(TextEncoderOptions options) : base(nameof(LstmText))
        {
            pooled = options.Pooled;
            word2vec = nn.Embedding(options.VocabularySize, options.WordSize);
            rnn = nn.LSTM(options.WordSize, options.TextSize, options.LstmLayers, batchFirst: true);
            register_module(nameof(word2vec), word2vec);
            register_module(nameof(rnn), rnn);
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var (states, _, _) = rnn.call(word2vec.call(input));                        // [N, L, text]
            var last = LastWord(input).reshape(-1, 1, 1);
            var end = states.gather(1, last.expand(-1, 1, states.shape[2])).squeeze(1);   // [N, text]
            if (!pooled) return end.MoveToOuterDisposeScope();
            var behind = arange(states.shape[1], device: input.device).reshape(1, -1, 1).gt(last);    // [N, L, 1]
            return cat([end, states.masked_fill(behind, -1).amax(1)], 1).MoveToOuterDisposeScope();   // [N, 2 text]
        }

        // The first word before a null; the LSTM itself runs over the padding, as the public one does.
        private static Tensor LastWord(Tensor words)
        {
            var length = words.shape[1];
            var next = cat([words.narrow(1, 1, length - 1), zeros_like(words.narrow(1, 0, 1))], 1);
            var ends = words.logical_and(next.logical_not());                             // [N, L]
            ends[.., length - 1] = tensor(true, device: words.device);
            return ends.mul(arange(length, 0, -1, device: words.device)).argmax(1);     // [N]
        }
    }
}
