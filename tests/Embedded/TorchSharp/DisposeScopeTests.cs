using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

[Collection(Alone.Name)]    // counts all live tensors of the process
public class DisposeScopeTests
{
    public DisposeScopeTests() => Alone.Settle();

    [Fact]
    public void Scope_FreesWhatWasMadeInside_AndNothingElse()
    {
        using var outside = ones(1);
        var before = Tensor.TotalCount;
        Tensor inside;
        using (NewDisposeScope())
        {
            inside = outside + 1;
            _ = inside * inside;
            Tensor.TotalCount.Should().BeGreaterThan(before);
        }
        inside.IsInvalid.Should().BeTrue();
        outside.IsInvalid.Should().BeFalse();
        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void NestedScopes_HandOutwards()
    {
        var before = Tensor.TotalCount;
        Tensor kept, detached;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                CurrentDisposeScope.Should().BeSameAs(inner);
                kept = ones(2).MoveToOuterDisposeScope();
                detached = inner.Detach(ones(3));
                _ = ones(4);
                inner.DisposablesCount.Should().Be(1);
            }
            CurrentDisposeScope.Should().BeSameAs(outer);
            outer.Contains(kept).Should().BeTrue();
            kept.ShouldHold(1, 1);
            (var first, var second) = outer.MoveToOuter(zeros(1), zeros(2));
            first.IsInvalid.Should().BeFalse();
            first.Dispose();
            second.Dispose();
        }
        kept.IsInvalid.Should().BeTrue();
        detached.ShouldHold(1, 1, 1);
        detached.Dispose();
        CurrentDisposeScope.Should().BeNull();
        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void MoveToOuter_OfTheOutermost_LetsGo()
    {
        Tensor kept;
        using (var scope = NewDisposeScope()) kept = scope.MoveToOuter(ones(1));
        kept.IsInvalid.Should().BeFalse();
        kept.Dispose();
    }

    [Fact]
    public void Attach_TakesOver_AndKeepersSurvive()
    {
        var stray = ones(1);
        using var scope = NewDisposeScope();
        scope.Attach(stray);
        var (kept, dropped) = (ones(2), ones(3));
        scope.DisposeEverythingBut(kept);
        stray.IsInvalid.Should().BeTrue();
        dropped.IsInvalid.Should().BeTrue();
        kept.IsInvalid.Should().BeFalse();
        scope.DisposablesView.Should().Equal(kept);
        scope.DisposeEverything();
        kept.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Dispose_OfATensor_TakesItOutOfItsScope()
    {
        using var scope = NewDisposeScope();
        var tensor = ones(1);
        tensor.Dispose();
        tensor.Dispose();
        scope.DisposablesCount.Should().Be(0);
    }

    [Fact]
    public void OuterDisposedFirst_ClosesTheInnerToo()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var tensor = ones(1);
        outer.Dispose();
        CurrentDisposeScope.Should().BeNull();
        inner.Dispose();
        tensor.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Statistics_CountInAndOutOfScopes()
    {
        var counts = DisposeScopeManager.Statistics.TensorStatistics;
        counts.Reset();
        using (var scope = NewDisposeScope())
        {
            var tensor = ones(1);
            scope.Detach(tensor);
            scope.Attach(tensor);
            _ = zeros(1);
        }
        empty(1).Dispose();
        counts.CreatedInScopeCount.Should().Be(2);
        counts.DisposedInScopeCount.Should().Be(2);
        counts.DetachedFromScopeCount.Should().Be(1);
        counts.AttachedToScopeCount.Should().Be(1);
        counts.CreatedOutsideScopeCount.Should().Be(1);
        counts.DisposedOutsideScopeCount.Should().Be(1);
        counts.ThreadTotalLiveCount.Should().Be(0);
    }

    [Fact]
    public void Scopes_BelongToTheirThread()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;
        Join(new Thread(() => elsewhere = ones(1)));
        scope.Contains(elsewhere!).Should().BeFalse();
        elsewhere!.Dispose();
    }

    [Fact]
    public void Tensors_MayBeDisposedOnOtherThreads()
    {
        using var scope = NewDisposeScope();
        var tensors = Enumerable.Range(0, 4_000).Select(_ => empty(1)).ToArray();
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            for (var at = i; at < tensors.Length; at += 4) tensors[at].Dispose();
        })).ToArray();
        Join(threads);
        scope.DisposablesCount.Should().Be(0);
    }

    private static void Join(params Thread[] threads)
    {
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
    }
}
