namespace Akka.Actor;

/// <summary>What a supervisor does with a child that failed.</summary>
public enum Directive
{
    /// <summary>The child goes on with its state as it is.</summary>
    Resume,

    /// <summary>A new instance takes the place of the old one; the mailbox is kept.</summary>
    Restart,

    /// <summary>The supervisor fails in turn.</summary>
    Escalate,

    /// <summary>The child is stopped.</summary>
    Stop,
}
