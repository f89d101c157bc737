using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

[Collection(Alone.Name)]    // the number of threads is a setting of the process
public sealed class SettingsTests : IDisposable
{
    private readonly int threadsBefore = get_num_threads();

    public void Dispose() => set_num_threads(threadsBefore);

    [Fact]
    public void Threads_AreSetAndRead_AndChangeNoResult()
    {
        using var scope = NewDisposeScope();
        var x = randn(64, 64, float64);
        var expected = x.matmul(x);
        set_num_threads(2);
        get_num_threads().Should().Be(2);
        x.matmul(x).ShouldBe(expected, 1e-9);
        get_num_interop_threads().Should().BePositive();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(199_999)]    // in the part of the last worker
    public void Exceptions_InsideLibtorchsWorkers_ComeBackToTheCaller(long at)
    {
        using var scope = NewDisposeScope();
        set_num_threads(4);
        var ids = zeros(200_000, dtype: int64);    // enough for libtorch to split over its threads
        ids[at] = tensor(7L);
        FluentActions.Invoking(() => ones(4, 2).index_select(0, ids)).Should().Throw<Exception>();
        FluentActions.Invoking(() => ones(4, 2).gather(0, ids.view(-1, 2))).Should().Throw<Exception>();
        FluentActions.Invoking(() => ones(4, 2)[ids]).Should().Throw<Exception>();
        using var embedding = nn.Embedding(4, 2);
        FluentActions.Invoking(() => embedding.call(ids)).Should().Throw<Exception>();
    }
}
