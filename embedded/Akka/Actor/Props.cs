using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>How to make an actor: its type and arguments, dispatcher, mailbox and supervisor strategy.</summary>
public class Props
{
    private const BindingFlags PublicConstructor = BindingFlags.CreateInstance | BindingFlags.Instance
        | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;

    private readonly IIndirectActorProducer? _producer;

    private Props(Type type, object[] arguments, IIndirectActorProducer? producer = null)
    {
        Type = type;
        Arguments = arguments;
        _producer = producer;
    }

    private Props(Props copy)
        : this(copy.Type, copy.Arguments, copy._producer)
    {
        SupervisorStrategy = copy.SupervisorStrategy;
        Dispatcher = copy.Dispatcher;
        Mailbox = copy.Mailbox;
    }

    public Type Type { get; }

    public object[] Arguments { get; }

    /// <summary>Replaces the actor's own strategy where it is not null.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

    /// <summary>The path of the dispatcher in the configuration.</summary>
    public string Dispatcher { get; private set; } = Dispatch.Dispatchers.DefaultDispatcherId;

    /// <summary>The path of the mailbox in the configuration; empty for the dispatcher's own.</summary>
    public string Mailbox { get; private set; } = "";

    /// <summary>From <c>() => new MyActor(a, b)</c>; a and b are evaluated now, once.</summary>
    public static Props Create<TActor>(
        Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        var creation = (NewExpression)factory.Body;
        return new Props(creation.Type, [.. creation.Arguments.Select(Evaluate)])
        {
            SupervisorStrategy = supervisorStrategy,
        };
    }

    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => Create(typeof(TActor), args);

    public static Props Create(Type type, params object[] args) => typeof(ActorBase).IsAssignableFrom(type)
        ? new Props(type, args)
        : throw new ArgumentException($"Unknown actor producer [{type}]", nameof(type));

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) =>
        new(producer.ActorType, args, producer);

    public Props WithDispatcher(string dispatcher) => new(this) { Dispatcher = dispatcher };

    public Props WithMailbox(string mailbox) => new(this) { Mailbox = mailbox };

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) =>
        new(this) { SupervisorStrategy = supervisorStrategy };

    internal ActorBase NewActor()
    {
        try
        {
            return _producer?.Produce()
                ?? (ActorBase)Activator.CreateInstance(Type, PublicConstructor, null, Arguments, null)!;
        }
        catch (Exception e)
        {
            throw new TypeLoadException(
                $"Error while creating actor instance of type {Type} with {Arguments.Length} args: "
                + $"({string.Join(", ", Arguments)})",
                e);
        }
    }

    internal void Release(ActorBase actor) => _producer?.Release(actor);

    private static object Evaluate(Expression argument) => argument switch
    {
        ConstantExpression constant => constant.Value!,
        _ => Expression.Lambda<Func<object>>(Expression.Convert(argument, typeof(object)))
            .Compile(preferInterpretation: true)(),
    };
}
