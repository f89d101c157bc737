namespace Akka.Streams.Dsl;

/// <summary>A graph with no open ports; each run is independent of the others.</summary>
public interface IRunnableGraph<out TMat> : IGraph<ClosedShape, TMat>
{
    TMat Run(IMaterializer materializer);

    IRunnableGraph<TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> func);

    new IRunnableGraph<TMat> WithAttributes(Attributes attributes);

    new IRunnableGraph<TMat> AddAttributes(Attributes attributes);

    new IRunnableGraph<TMat> Named(string name);
}
