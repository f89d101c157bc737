using EditableDeepSC.Actors.Pools;

namespace EditableDeepSC.Actors.Tests.Pools;

public class WorkPoolTests
{
    [Fact]
    public void Release_BatchOfItsWorker_ComesBackOnce()
    {
        var pool = Pool(maxSize: 1, "a", "b");
        pool.Hire(slots: 1);

        var batch = pool.TryAssign(0)!;
        pool.TryAssign(0).Should().BeNull("the only worker is busy");

        pool.Release(batch.Worker, batch.Number + 1, 0).Should().BeNull("it does not have that batch");
        ItemsOf(pool.Release(batch.Worker, batch.Number, 0)!).Should().Equal("a");
        pool.Release(batch.Worker, batch.Number, 0).Should().BeNull("a second answer ends nothing twice");
        ItemsOf(pool.TryAssign(0)!).Should().Equal("b");
    }

    [Fact]
    public void Return_BatchWithAPoisonousItem_EndsInThatItemAlone()
    {
        var pool = Pool(maxSize: 8, "a", "b", "c", "POISON", "d", "e", "f", "g");
        pool.Hire(slots: 1);
        List<string> done = [], failed = [];

        while (pool.TryAssign(0) is { } batch)
        {
            pool.Release(batch.Worker, batch.Number, 0);
            if (!ItemsOf(batch).Contains("POISON")) done.AddRange(ItemsOf(batch));
            else if (pool.Return(batch, 0, out var isGivenUp) is { } item && isGivenUp) failed.Add(item);
        }

        failed.Should().Equal("POISON");
        done.Should().BeEquivalentTo(["a", "b", "c", "d", "e", "f", "g"]);
        pool.Returned.Should().Be(5, "of 8, 4, 2 and twice alone; the third time alone is the last");
    }

    [Fact]
    public void Dismiss_WorkerWithTwoBatches_LosesNone()
    {
        var pool = Pool(maxSize: 2, "a", "b", "c", "d");
        var lost = pool.Hire(slots: 2);
        (pool.TryAssign(0), pool.TryAssign(1)).Should().NotBe((null, null));

        pool.Return(pool.Dismiss(lost)!, 5, out var isGivenUp);
        pool.Hire(slots: 4);

        isGivenUp.Should().BeFalse();
        var again = Enumerable.Range(0, 3).Select(_ => pool.TryAssign(5)!).ToArray();
        again.Select(ItemsOf).Should().BeEquivalentTo([["c", "d"], ["a"], new[] { "b" }],
            "the batch behind the first is as it was, the first one is split");
        again[1].Items[0].WaitedSeconds.Should().Be(5, "since it was first assigned");
        pool.TryAssign(5).Should().BeNull();
    }

    [Fact]
    public void TryAssign_SeveralWorkers_TakesIdleOnesFirstAndThenThoseThatFit()
    {
        var pool = Pool(maxSize: 1, "a", "b", "c");
        var (first, second) = (pool.Hire(slots: 2), pool.Hire(slots: 2));

        pool.TryAssign(0, (worker, _) => worker)!.Worker.Should().Be(second, "it fits better");
        pool.TryAssign(0, (worker, _) => worker)!.Worker.Should().Be(first, "it would be idle");
        pool.TryAssign(0, (worker, _) => worker)!.Worker.Should().Be(second, "both are busy");
    }

    private static WorkPool<string> Pool(int maxSize, params string[] items)
    {
        var pool = new WorkPool<string>(new BatchingOptions { MaxSize = maxSize, MaxDelayMs = 0 }, attempts: 3);
        foreach (var item in items) pool.TryAdd(item, 1, 0, double.PositiveInfinity);
        return pool;
    }

    private static string[] ItemsOf(Assignment<string> batch) => [.. batch.Items.Select(item => item.Item)];
}
