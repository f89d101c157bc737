using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class DataAccessTests
{
    [Fact]
    public void Data_OfAContiguousTensor_IsItsMemory()
    {
        using var scope = NewDisposeScope();
        var matrix = arange(6).reshape(2, 3).to_type(float32);
        var elements = matrix.data<float>();
        elements.Count.Should().Be(6);
        elements[1, 2].Should().Be(5);
        elements[0, 1] = 10;
        matrix.ShouldHold(0, 10, 2, 3, 4, 5);
        elements.ToArray().Should().Equal(0, 10, 2, 3, 4, 5);
    }

    [Fact]
    public void Data_OfAStridedView_ReadsAndWritesThroughTheStrides()
    {
        using var scope = NewDisposeScope();
        var matrix = arange(6).reshape(2, 3).to_type(float32);
        var turned = matrix.t();
        turned.is_contiguous().Should().BeFalse();
        turned.stride().Should().Equal(1, 3);
        var elements = turned.data<float>();
        elements[2, 1].Should().Be(5);
        elements[0, 1] = 10;
        matrix.ShouldHold(0, 1, 2, 10, 4, 5);
        elements.ToArray().Should().Equal(0, 10, 1, 4, 2, 5);
        elements.Should().Equal(0, 10, 1, 4, 2, 5);
        matrix[.., 1..].storage_offset().Should().Be(1);
    }

    [Fact]
    public void CopyFrom_FillsAPart()
    {
        using var scope = NewDisposeScope();
        var target = zeros(4);
        target.data<float>().CopyFrom([1, 2, 3], 1, 2);
        target.ShouldHold(0, 0, 2, 3);
        var part = new float[3];
        target.data<float>().CopyTo(part, 1, 2);
        part.Should().Equal(0, 2, 3);
    }

    [Fact]
    public void Bytes_AreSharedAndWritable()
    {
        using var scope = NewDisposeScope();
        var target = zeros(2, dtype: int32);
        target.bytes.Length.Should().Be(8);
        MemoryMarshal.Cast<byte, int>(target.bytes)[1] = 7;
        target.ShouldHold(0, 7);
        target.bytes = new byte[] { 1, 0, 0, 0, 2, 0, 0, 0 };
        target.ShouldHold(1, 2);
    }

    [Fact]
    public void Item_ConvertsTheOneElement()
    {
        using var scope = NewDisposeScope();
        tensor(3).item<int>().Should().Be(3);
        ((double)tensor(2.5f)).Should().Be(2.5);
        ((bool)tensor(1L)).Should().BeTrue();
        FluentActions.Invoking(() => zeros(2).item<float>()).Should().Throw<Exception>();
    }

    [Fact]
    public void Data_WithTheWrongType_NamesBoth()
    {
        using var scope = NewDisposeScope();
        var floats = zeros(2);
        FluentActions.Invoking(() => floats.data<double>()).Should().Throw<ArgumentException>();
#if ENGINE_EMBEDDED
        FluentActions.Invoking(() => floats.data<double>())
            .Should().Throw<ArgumentException>().WithMessage("*Float32*Double*to_type*");
        FluentActions.Invoking(() => floats.data<float>()[2]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => arange(4).view(2, 2).t().bytes.Length)
            .Should().Throw<InvalidOperationException>().WithMessage("*contiguous()*");
        FluentActions.Invoking(() => floats.bytes = new byte[3])
            .Should().Throw<ArgumentException>().WithMessage("*3*8*");
#endif
    }
}
