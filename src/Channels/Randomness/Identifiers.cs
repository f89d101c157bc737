namespace EditableDeepSC.Channels.Randomness;

/// <summary>The number that a whole run is drawn from: the same seed gives the same fades, noise and choices.</summary>
public readonly record struct Seed(ulong Value);

/// <summary>One user of the simulated cell, counted from 0 within a run.</summary>
public readonly record struct UserId(int Value)
{
    public override string ToString() => $"user {Value}";
}

/// <summary>One transmission of a run, given out once at submit: 0 to 2^48 - 1, anything else throws.</summary>
public readonly record struct TransmissionId(long Value)
{
    public const long MaxValue = (1L << 48) - 1;

    public long Value { get; } = Value is >= 0 and <= MaxValue
        ? Value
        : throw new ArgumentOutOfRangeException(nameof(Value), Value, "Number transmissions from 0 to 2^48 - 1.");

    public override string ToString() => $"transmission {Value}";
}
