namespace EditableDeepSC.Channels;

/// <summary>One user of the simulated cell, counted from 0 within a run.</summary>
public readonly record struct UserId(int Value)
{
    public override string ToString() => $"user {Value}";
}
