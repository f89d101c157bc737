namespace TorchSharp;

/// <summary>The stack of dispose scopes of each thread, and its counts.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? current;

    private readonly Stack<DisposeScope> scopes = new();

    /// <summary>The counts of the calling thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current.statistics;

    private readonly ThreadDisposeScopeStatistics statistics = new();

    internal static DisposeScopeManager Current => current ??= new DisposeScopeManager();

    internal static DisposeScope? CurrentScope => Current.scopes.TryPeek(out var scope) ? scope : null;

    internal static DisposeScope NewScope()
    {
        var scope = new DisposeScope(CurrentScope);
        Current.scopes.Push(scope);
        return scope;
    }

    internal static void Close(DisposeScope scope)
    {
        var open = Current.scopes;
        if (!open.Contains(scope)) return;
        while (open.Pop() is var top && top != scope) top.DisposeEverything();
    }

    internal static void Register(torch.Tensor tensor)
    {
        var manager = Current;
        if (manager.scopes.TryPeek(out var scope))
        {
            scope.Add(tensor);
            manager.statistics.TensorStatistics.CreatedInScopeCount++;
        }
        else
        {
            manager.statistics.TensorStatistics.CreatedOutsideScopeCount++;
        }
    }

    internal static void Disposed(torch.Tensor tensor)
    {
        var counts = Statistics.TensorStatistics;
        if (tensor.OwningDisposeScope is { } scope)
        {
            counts.DisposedInScopeCount++;
            scope.Remove(tensor);
        }
        else
        {
            counts.DisposedOutsideScopeCount++;
        }
    }
}
