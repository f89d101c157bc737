namespace TorchSharp;

/// <summary>
/// Frees every tensor made on this thread since it was opened, unless moved out or detached. Thread-static: never await
/// inside one.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    // Locked: a tensor may be disposed on another thread than the one that made it. A tensor knows its slot here.
    private readonly List<IDisposable> items = [];
    private readonly DisposeScope? outer;

    internal DisposeScope(DisposeScope? outer) => this.outer = outer;

    public int DisposablesCount
    {
        get
        {
            lock (items) return items.Count;
        }
    }

    /// <summary>A copy of what it holds now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            lock (items) return [.. items];
        }
    }

    public bool Contains(IDisposable disposable)
    {
        lock (items) return SlotOf(disposable) >= 0;
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

    public void DisposeEverything()
    {
        while (Last() is { } last)
        {
            last.Dispose();
            Remove(last);    // a tensor has left by itself
        }
    }

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
            Remove(disposable);
        }
    }

    public void Dispose()
    {
        DisposeEverything();
        DisposeScopeManager.Close(this);
    }

    internal void Add(IDisposable disposable)
    {
        lock (items)
        {
            if (disposable is torch.Tensor tensor) (tensor.OwningDisposeScope, tensor.ScopeSlot) = (this, items.Count);
            items.Add(disposable);
        }
    }

    /// <summary>Puts the last item in its slot, so that neither adding nor removing searches.</summary>
    internal void Remove(IDisposable disposable)
    {
        lock (items)
        {
            var slot = SlotOf(disposable);
            if (slot < 0) return;
            var last = items[^1];
            items[slot] = last;
            if (last is torch.Tensor moved) moved.ScopeSlot = slot;
            items.RemoveAt(items.Count - 1);
            if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = null;
        }
    }

    private IDisposable? Last()
    {
        lock (items) return items.Count > 0 ? items[^1] : null;
    }

    private int SlotOf(IDisposable disposable) => disposable is not torch.Tensor tensor ? items.IndexOf(disposable)
        : tensor.OwningDisposeScope == this ? tensor.ScopeSlot : -1;

    private static DisposeScope? OwnerOf(IDisposable disposable) => (disposable as torch.Tensor)?.OwningDisposeScope;
}
