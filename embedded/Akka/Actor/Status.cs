namespace Akka.Actor;

/// <summary>The outcome of an operation, as a message.</summary>
public abstract class Status
{
    private protected Status()
    {
    }

    /// <summary>It worked; <see cref="Status"/> is its result, or null.</summary>
    public sealed class Success : Status
    {
        public static readonly Success Instance = new(null);

        public readonly object? Status;

        public Success(object? status) => Status = status;

        public override string ToString() => $"Success: {Status}";
    }

    /// <summary>It failed for <see cref="Cause"/>; an Ask that gets this throws it.</summary>
    public sealed class Failure : Status
    {
        public readonly Exception Cause;
        public readonly object? State;

        public Failure(Exception cause)
            : this(cause, null)
        {
        }

        public Failure(Exception cause, object? state)
        {
            Cause = cause;
            State = state;
        }

        public override string ToString() => State is null ? $"Failure: {Cause}" : $"Failure: {Cause}, {State}";
    }
}
