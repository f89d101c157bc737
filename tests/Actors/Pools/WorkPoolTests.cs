using EditableDeepSC.Actors.Pools;

namespace EditableDeepSC.Actors.Tests.Pools;

public class WorkPoolTests
{
    [Fact]
    public void Release_BatchOfItsWorker_ComesBackOnce()
    {
        var pool = new WorkPool<string>(new BatchingOptions { MaxSize = 1 }, workers: 1);
        pool.TryAdd("a", 1, 0, double.PositiveInfinity);
        pool.TryAdd("b", 1, 0, double.PositiveInfinity);

        var batch = pool.TryAssign(0)!;
        pool.TryAssign(0).Should().BeNull("the only worker is busy");

        pool.Release(batch.Worker, batch.Number + 1).Should().BeNull("it does not have that batch");
        pool.Release(batch.Worker, batch.Number)!.Items.Should().ContainSingle().Which.Item.Should().Be("a");
        pool.Release(batch.Worker, batch.Number).Should().BeNull("a second answer ends nothing twice");
        pool.TryAssign(0)!.Items.Should().ContainSingle().Which.Item.Should().Be("b");
    }
}
