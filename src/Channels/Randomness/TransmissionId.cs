namespace EditableDeepSC.Channels;

/// <summary>One transmission of a run, given out once at submit: 0 to 2^48 - 1, anything else throws.</summary>
public readonly record struct TransmissionId(long Value)
{
    public const long MaxValue = (1L << 48) - 1;

    public long Value { get; } = Value is >= 0 and <= MaxValue
        ? Value
        : throw new ArgumentOutOfRangeException(nameof(Value), Value, "Number transmissions from 0 to 2^48 - 1.");

    public override string ToString() => $"transmission {Value}";
}
