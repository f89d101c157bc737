using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Portraits;

public class PortraitParametersTests
{
    [Fact]
    public void Columns_Groups_CoverTheEnumInOrder()
    {
        Enum.GetValues<PortraitParameter>().Should().HaveCount(PortraitParameters.Count);
        foreach (var attribute in FaceAttributes.All)
            ((PortraitParameter)PortraitParameters.ColumnOf(attribute)).ToString().Should().Be(attribute.ToString());
    }

    [Theory]
    [InlineData(-9, 0, 0)]
    [InlineData(-0.67448975, 0.25, 1)]
    [InlineData(0, 0.5, 2.5)]
    [InlineData(1, 0.8413447, 4.5480685)]
    [InlineData(9, 1, 5)]
    public void FromNormals_KnownQuantiles_GivesFractionAndDegree(double normal, double fraction, double degree)
    {
        using var scope = NewDisposeScope();
        var parameters = PortraitParameters.FromNormals(full([2, PortraitParameters.Count], normal));

        parameters[1, 0].item<float>().Should().BeApproximately((float)fraction, 1e-6f);
        parameters[1, PortraitParameters.Count - 1].item<float>().Should().BeApproximately((float)degree, 1e-5f);
    }

    [Fact]
    public void FromNormals_Gradient_ReachesTheNormals()
    {
        using var scope = NewDisposeScope();
        var normals = zeros([1, PortraitParameters.Count], requires_grad: true);
        var slope = autograd.grad([PortraitParameters.FromNormals(normals).sum()], [normals])[0];

        slope[0, 0].item<float>().Should().BeApproximately(0.3989423f, 1e-6f, "the normal density at 0");
        slope[0, PortraitParameters.FirstAttribute].item<float>().Should().BeApproximately(6 * 0.3989423f, 1e-5f);
    }

    [Fact]
    public void WithDegree_AnyAttribute_ChangesItsColumnAlone()
    {
        using var scope = NewDisposeScope();
        var rows = new PortraitSampler(new Seed(3)).Sample(0, 4);
        var changed = PortraitParameters.WithDegree(rows, FaceAttribute.Beard, 2.5);

        var column = PortraitParameters.ColumnOf(FaceAttribute.Beard);
        (changed.select(1, column) - 2.5).abs().max().item<float>().Should().Be(0);
        changed.ne(rows).any(0)[..column].any().item<bool>().Should().BeFalse();
        changed.ne(rows).any(0)[(column + 1)..].any().item<bool>().Should().BeFalse();
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(5.1)]
    public void WithDegree_OutsideTheScale_Throws(double degree)
    {
        using var rows = new PortraitSampler(new Seed(3)).Sample(0, 1);
        var change = () => PortraitParameters.WithDegree(rows, FaceAttribute.Age, degree);

        change.Should().Throw<ArgumentOutOfRangeException>();
    }
}
