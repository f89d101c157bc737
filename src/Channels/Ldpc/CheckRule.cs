namespace EditableDeepSC.Channels;

/// <summary>How a parity check turns what it hears into what it says.</summary>
public enum CheckRule
{
    /// <summary>Sum-product (belief propagation): exact, dearer.</summary>
    SumProduct,
    /// <summary>Normalised min-sum: the smallest magnitude of the others times a factor.</summary>
    MinSum,
}
