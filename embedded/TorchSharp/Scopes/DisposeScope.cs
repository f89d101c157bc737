namespace TorchSharp;

/// <summary>
/// Frees every tensor made on this thread since it was opened, unless moved out or detached. Thread-static: never await
/// inside one.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    // Locked: a tensor may be disposed on another thread than the one that made it.
    private readonly HashSet<IDisposable> disposables = new(ReferenceEqualityComparer.Instance);
    private readonly DisposeScope? outer;

    internal DisposeScope(DisposeScope? outer) => this.outer = outer;

    public int DisposablesCount
    {
        get
        {
            lock (disposables) return disposables.Count;
        }
    }

    /// <summary>A copy of what it holds now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            lock (disposables) return [.. disposables];
        }
    }

    public bool Contains(IDisposable disposable)
    {
        lock (disposables) return disposables.Contains(disposable);
    }

    public void Attach(IDisposable disposable) => Attach([disposable]);

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var all = disposables.ToList();
        foreach (var disposable in all)
        {
            OwnerOf(disposable)?.Remove(disposable);
            DisposeScopeManager.Statistics.TensorStatistics.AttachedToScopeCount++;
            Add(disposable);
        }
        return all;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        Detach([disposable]);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        Detach([first, second]);
        return (first, second);
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables.ToList())
        {
            if (!Contains(disposable)) continue;
            DisposeScopeManager.Statistics.TensorStatistics.DetachedFromScopeCount++;
            Remove(disposable);
        }
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        MoveToOuter([disposable]);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        MoveToOuter([first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        MoveToOuter([first, second, third]);
        return (first, second, third);
    }

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    /// <summary>Hands over to the enclosing scope; without one, the tensors are detached.</summary>
    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables.ToList())
        {
            if (!Contains(disposable)) continue;
            Remove(disposable);
            if (outer is not null) outer.Add(disposable);
            else DisposeScopeManager.Statistics.TensorStatistics.DetachedFromScopeCount++;
        }
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var kept = inKeep.ToHashSet<IDisposable>(ReferenceEqualityComparer.Instance);
        foreach (var disposable in DisposablesView)
        {
            if (kept.Contains(disposable)) continue;
            disposable.Dispose();
            if (disposable is not torch.Tensor) Remove(disposable);    // a tensor leaves by itself
        }
    }

    public void Dispose()
    {
        DisposeEverything();
        DisposeScopeManager.Close(this);
    }

    internal void Add(IDisposable disposable)
    {
        lock (disposables) disposables.Add(disposable);
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = this;
    }

    internal void Remove(IDisposable disposable)
    {
        lock (disposables) disposables.Remove(disposable);
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = null;
    }

    private static DisposeScope? OwnerOf(IDisposable disposable) => (disposable as torch.Tensor)?.OwningDisposeScope;
}
