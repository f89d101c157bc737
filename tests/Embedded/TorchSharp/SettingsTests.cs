using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

[Collection(Alone.Name)]    // threads and determinism are settings of the process
public class SettingsTests
{
    [Fact]
    public void Threads_AreSetAndRead_AndChangeNoResult()
    {
        using var scope = NewDisposeScope();
        var before = get_num_threads();
        var x = randn(64, 64, float64);
        var expected = x.matmul(x);
        try
        {
            set_num_threads(2);
            get_num_threads().Should().Be(2);
            x.matmul(x).ShouldBe(expected, 1e-9);
        }
        finally
        {
            set_num_threads(before);
        }
        get_num_interop_threads().Should().BePositive();
    }
}
