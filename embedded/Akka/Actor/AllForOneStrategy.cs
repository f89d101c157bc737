namespace Akka.Actor;

/// <summary>Applies the decision to all children when one fails.</summary>
public class AllForOneStrategy : SupervisorStrategy
{
    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(new LocalOnlyDecider(localOnlyDecider))
    {
    }

    public AllForOneStrategy(IDecider decider)
        : base(-1, null, decider, true)
    {
    }

    public AllForOneStrategy(
        int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, new LocalOnlyDecider(localOnlyDecider))
    {
    }

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : base(maxNrOfRetries ?? -1, withinTimeRange, decider, true)
    {
    }

    public AllForOneStrategy(
        int maxNrOfRetries,
        int withinTimeMilliseconds,
        Func<Exception, Directive> localOnlyDecider,
        bool loggingEnabled = true)
        : base(
            maxNrOfRetries,
            TimeSpan.FromMilliseconds(withinTimeMilliseconds),
            new LocalOnlyDecider(localOnlyDecider),
            loggingEnabled)
    {
    }

    /// <summary>How often a child is restarted within the time range before it is stopped; -1 for no limit.</summary>
    public int MaxNumberOfRetries => MaxRetries;

    /// <summary>-1 where the restarts of all time count.</summary>
    public int WithinTimeRangeMilliseconds => WindowMilliseconds;

    private protected override IReadOnlyCollection<LocalActorRef> Affected(ActorCell parent, LocalActorRef failed) =>
        parent.Children.Snapshot();
}
