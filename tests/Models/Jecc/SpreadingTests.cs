using EditableDeepSC.Models.Jecc;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Jecc;

public sealed class SpreadingTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Apply_ToTheUnitVectors_GivesHadamardsMatrix()
    {
        var matrix = Spreading.Apply(eye(4)) * 2;

        matrix.data<float>().ToArray().Should().Equal(
            1, 1, 1, 1,
            1, -1, 1, -1,
            1, 1, -1, -1,
            1, -1, -1, 1);
    }

    [Fact]
    public void Apply_Twice_GivesTheVectorsBackAndKeepsTheirPower()
    {
        var vectors = randn(20, 512);

        var spread = Spreading.Apply(vectors);

        spread.square().sum([1]).allclose(vectors.square().sum([1]), 1e-4).Should().BeTrue();
        Spreading.Apply(spread).allclose(vectors, atol: 1e-5).Should().BeTrue();
    }

    [Fact]
    public void Apply_LengthThatIsNoPowerOfTwo_IsRefused() =>
        FluentActions.Invoking(() => Spreading.Apply(zeros(1, 12)))
            .Should().Throw<ArgumentException>().WithMessage("*12*power of two*");
}
