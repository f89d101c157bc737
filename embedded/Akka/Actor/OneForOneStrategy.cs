namespace Akka.Actor;

/// <summary>Applies the decision to the child that failed.</summary>
public class OneForOneStrategy : SupervisorStrategy
{
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(new LocalOnlyDecider(localOnlyDecider))
    {
    }

    public OneForOneStrategy(IDecider decider)
        : base(-1, null, decider, true)
    {
    }

    public OneForOneStrategy(
        int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, new LocalOnlyDecider(localOnlyDecider))
    {
    }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : base(maxNrOfRetries ?? -1, withinTimeRange, decider, true)
    {
    }

    public OneForOneStrategy(
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
        [failed];
}
