using CsCheck;
using EditableDeepSC.Actors.Pools;

namespace EditableDeepSC.Actors.Tests.Pools;

public class BatchFormerTests
{
    [Fact]
    public void TryTake_FullBatch_IsTakenAtOnceInOrder()
    {
        var former = new BatchFormer<int>(new BatchingOptions { MaxSize = 3, MaxDelayMs = 1000 });
        for (var i = 0; i < 4; i++) former.TryAdd(i, 1, 0);

        Take(former, 0).Should().Equal(0, 1, 2);
        Take(former, 0).Should().BeEmpty("the fourth waits for others");
        former.Pending.Should().Be(1);
    }

    [Fact]
    public void TryTake_PartBatch_WaitsForTheDelayOfTheOldest()
    {
        var former = new BatchFormer<int>(new BatchingOptions { MaxSize = 8, MaxDelayMs = 50 });
        former.TryAdd(1, 1, 10.00);
        former.TryAdd(2, 1, 10.04);

        former.NextEventAfter(10.04).Should().BeApproximately(10.05, 1e-9);
        Take(former, 10.049).Should().BeEmpty();
        Take(former, 10.051).Should().Equal(1, 2);
        former.NextEventAfter(10.051).Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void NextEventAfter_DelayIsOverAndWorkersAreBusy_IsTheNextDeadline()
    {
        var former = new BatchFormer<int>(new BatchingOptions { MaxSize = 8, MaxDelayMs = 50 });
        former.TryAdd(1, 1, 10, deadlineSeconds: 11);

        former.NextEventAfter(10.2).Should().Be(11);
        Take(former, 10.3).Should().Equal(1);
        former.NextEventAfter(10.3).Should().Be(double.PositiveInfinity, "who has been served has no deadline");
    }

    [Fact]
    public void TryTake_PreferredSize_IsTakenWithoutDelay()
    {
        var options = new BatchingOptions { MaxSize = 8, MaxDelayMs = 50, PreferredSizes = [2, 4] };
        var former = new BatchFormer<int>(options);
        for (var i = 0; i < 5; i++) former.TryAdd(i, 1, 0);

        Take(former, 0).Should().Equal(0, 1, 2, 3);
        Take(former, 0).Should().BeEmpty("one is no preferred size");
    }

    [Fact]
    public void TryTake_SeveralPriorities_TakesTheFirstLevelFirst()
    {
        var former = new BatchFormer<string>(new BatchingOptions { MaxSize = 2, MaxDelayMs = 0, PriorityLevels = 2 });
        former.TryAdd("slow", 2, 0);
        former.TryAdd("fast", 1, 1);
        former.TryAdd("beyond the last level", 9, 1);

        Take(former, 1).Should().Equal("fast", "slow");
        Take(former, 1).Should().Equal("beyond the last level");
    }

    [Fact]
    public void TryAdd_FullQueue_IsRefusedAndCounted()
    {
        var former = new BatchFormer<int>(new BatchingOptions { QueueLimit = 2 });

        former.TryAdd(1, 1, 0).Should().BeTrue();
        former.TryAdd(2, 1, 0).Should().BeTrue();
        former.TryAdd(3, 1, 0).Should().BeFalse();
        former.Counts.Should().Be(new BatchCounts(2, 1, 0, 0, 0, 0, 0));
    }

    [Fact]
    public void Drop_TimeoutWithReject_NamesTheReason()
    {
        var former = new BatchFormer<int>(new BatchingOptions { TimeoutMs = 100, MaxDelayMs = 1e6 });
        former.TryAdd(1, 1, 0);
        former.TryAdd(2, 1, 0.05, deadlineSeconds: 0.07);

        Drop(former, 0.06).Should().BeEmpty();
        Drop(former, 0.11).Should().Equal(
            new DroppedItem<int>(2, DropReason.DeadlinePassed), new DroppedItem<int>(1, DropReason.TimedOut));
        former.Pending.Should().Be(0);
        former.Counts.TimedOut.Should().Be(1);
        former.Counts.Expired.Should().Be(1);
    }

    [Fact]
    public void Drop_TimeoutWithDelay_PutsItBehindItsLevel()
    {
        var former = new BatchFormer<int>(new BatchingOptions
        {
            MaxSize = 1,
            TimeoutMs = 100,
            TimeoutAction = TimeoutAction.Delay,
            PriorityLevels = 2,
        });
        former.TryAdd(1, 1, 0);
        former.TryAdd(2, 1, 0.09);
        former.TryAdd(3, 2, 0.09);

        Drop(former, 0.1).Should().BeEmpty();

        Take(former, 0.1).Should().Equal(2);
        Take(former, 0.1).Should().Equal(1);
        Take(former, 0.1).Should().Equal(3);
    }

    [Fact]
    public void Counts_AfterManyRandomSteps_BalanceWhatCameIn()
    {
        Check.Sample(Gen.Select(Gen.Int[0, 3], Gen.Double[0, 0.2]).Array[200], steps =>
        {
            var former = new BatchFormer<int>(new BatchingOptions
            {
                MaxSize = 4,
                MaxDelayMs = 100,
                TimeoutMs = 300,
                QueueLimit = 10,
                PriorityLevels = 2,
            });
            var (now, taken, dropped, refused) = (0.0, 0, 0, 0);
            foreach (var (kind, step) in steps)
            {
                now += step;
                dropped += Drop(former, now).Count;
                if (kind == 0) taken += Take(former, now).Count;
                else if (!former.TryAdd(kind, kind, now, now + 0.4)) refused++;
            }
            var counts = former.Counts;
            counts.Added.Should().Be(taken + dropped + former.Pending);
            counts.Served.Should().Be(taken);
            counts.Refused.Should().Be(refused);
            (counts.TimedOut + counts.Expired).Should().Be(dropped);
        }, iter: 100);
    }

    private static List<T> Take<T>(BatchFormer<T> former, double now)
    {
        List<BatchItem<T>> batch = [];
        former.TryTake(now, batch);
        return [.. batch.Select(item => item.Item)];
    }

    private static List<DroppedItem<T>> Drop<T>(BatchFormer<T> former, double now)
    {
        List<DroppedItem<T>> dropped = [];
        former.Drop(now, dropped);
        return dropped;
    }
}
