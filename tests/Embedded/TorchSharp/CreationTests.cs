using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class CreationTests
{
    [Fact]
    public void Tensor_FromArraysOfRank1To4_KeepsShapeAndRowMajorOrder()
    {
        using var scope = NewDisposeScope();
        Check(tensor(new[] { 1f, 2, 3, 4, 5, 6, 7, 8 }), float32, 8);
        Check(tensor(new[,] { { 1.0, 2, 3, 4 }, { 5, 6, 7, 8 } }), float64, 2, 4);
        Check(tensor(new[, ,] { { { 1f, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } }), float32, 2, 2, 2);
        Check(tensor(new[, , ,] { { { { 1.0 }, { 2 } }, { { 3 }, { 4 } } }, { { { 5 }, { 6 } }, { { 7 }, { 8 } } } }),
            float64, 2, 2, 2, 1);
        Check(tensor(new long[,] { { 1, 2, 3, 4 }, { 5, 6, 7, 8 } }), int64, 2, 4);
        Check(tensor(new[] { 1, 2, 3, 4, 5, 6, 7, 8 }, [2, 2, 2]), int32, 2, 2, 2);
        Check(tensor(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }), uint8, 8);

        static void Check(Tensor made, ScalarType dtype, params long[] shape)
        {
            made.shape.Should().Equal(shape);
            made.dtype.Should().Be(dtype);
            made.device_type.Should().Be(DeviceType.CPU);
            made.ShouldHold(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    [Fact]
    public void Tensor_FromAnArray_IsACopy()
    {
        using var scope = NewDisposeScope();
        var source = new[] { 1f, 2 };
        var made = tensor(source);
        source[0] = 9;
        made.ShouldHold(1, 2);
    }

    [Fact]
    public void Tensor_OfAScalar_HasNoDimension()
    {
        using var scope = NewDisposeScope();
        var made = tensor(2.5);
        made.shape.Should().BeEmpty();
        made.numel().Should().Be(1);
        made.item<double>().Should().Be(2.5);
        tensor(true).dtype.Should().Be(@bool);
        tensor(7L).item<long>().Should().Be(7);
    }

    [Fact]
    public void Tensor_WithADtype_Converts()
    {
        using var scope = NewDisposeScope();
        var made = tensor(new[] { 1.75, -2.25 }, dtype: int64);
        made.dtype.Should().Be(int64);
        made.ShouldHold(1, -2);
        tensor(new[] { 1f, 2 }, requires_grad: true).requires_grad.Should().BeTrue();
    }

    [Fact]
    public void Tensor_WithTooFewElements_Throws()
    {
        var act = () => tensor(new[] { 1f, 2, 3 }, [2, 2]);
        act.Should().Throw<Exception>();
    }

    [Fact]
    public void Filled_HaveTheirValue_InEverySizeForm()
    {
        using var scope = NewDisposeScope();
        zeros(2, 3).shape.Should().Equal(2, 3);
        ones(2).ShouldHold(1, 1);
        ones(1, 2, 1, 2).shape.Should().Equal(1, 2, 1, 2);
        zeros([2, 0]).numel().Should().Be(0);
        full([2], 4.5).ShouldHold(4.5, 4.5);
        full(2, 1, 7).ShouldHold(7, 7);
        eye(2).ShouldHold(1, 0, 0, 1);
        eye(1, 2).ShouldHold(1, 0);
        empty(3, dtype: float64).dtype.Should().Be(float64);
        zeros(2).dtype.Should().Be(float32, "that is the default");
        ones(2, requires_grad: true).requires_grad.Should().BeTrue();
    }

    [Fact]
    public void Ranges_CountAsPytorchDoes()
    {
        using var scope = NewDisposeScope();
        arange(3).ShouldHold(0, 1, 2);
        arange(3).dtype.Should().Be(int64);
        arange(1, 2, 0.25).ShouldHold(1, 1.25, 1.5, 1.75);
        arange(5, 1, -2).ShouldHold(5, 3);
        linspace(0, 1, 5).ShouldHold(0, 0.25, 0.5, 0.75, 1);
    }

    [Fact]
    public void Like_TakesShapeAndDtypeOfItsModel()
    {
        using var scope = NewDisposeScope();
        var model = zeros(2, 3, float64);
        zeros_like(model).dtype.Should().Be(float64);
        ones_like(model, float32).dtype.Should().Be(float32);
        full_like(model, 3).ShouldHold(3, 3, 3, 3, 3, 3);
        rand_like(model).shape.Should().Equal(2, 3);
        randn_like(model).dtype.Should().Be(float64);
        empty_like(model).shape.Should().Equal(2, 3);
    }

    [Fact]
    public void To_ChangesDtype_AndCopiesOnlyWhenAsked()
    {
        using var scope = NewDisposeScope();
        var source = tensor(new[] { 1.5f, -1.5f });
        source.to_type(int32).ShouldHold(1, -1);
        source.half().dtype.Should().Be(float16);
        source.bfloat16().@float().ShouldHold(1.5, -1.5);
        source.to(CPU).fill_(2);
        source.ShouldHold(2, 2);
        source.to(float32, copy: true).fill_(3);
        source.ShouldHold(2, 2);
    }

    [Fact]
    public void Device_IsParsed_AndRefusedWithTheChoices()
    {
        device("cpu").type.Should().Be(DeviceType.CPU);
        device("cuda:1").index.Should().Be(1);
        new Device(DeviceType.CUDA, 2).ToString().Should().Be("cuda:2");
        zeros(1).device.ToString().Should().Be("cpu");
#if ENGINE_EMBEDDED
        FluentActions.Invoking(() => device("gpu")).Should().Throw<ArgumentException>().WithMessage("*'gpu'*cuda:0*");
#endif
    }

    [Fact]
    public void Cuda_WhereThereIsNone_SaysSo()
    {
        if (cuda.is_available()) return;
        cuda.device_count().Should().Be(0);
        FluentActions.Invoking(() => InitializeDevice(CUDA))
            .Should().Throw<Exception>().WithMessage("*CUDA*not available*");
        FluentActions.Invoking(() => zeros(1, device: CUDA)).Should().Throw<Exception>().WithMessage("*CUDA*");
        using var onCpu = ones(1);
        FluentActions.Invoking(() => onCpu.cuda()).Should().Throw<Exception>().WithMessage("*CUDA*");
    }
}
