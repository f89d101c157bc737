namespace EditableDeepSC.Models.Networks;

/// <summary>
/// The size of a <see cref="TextEncoder"/>; the defaults are those of Talk-to-Edit's language encoder.
/// </summary>
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
