using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Portraits;

public sealed class PortraitLatentTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void FromNormals_ReadBack_GivesTheNormalsAndUnitPower()
    {
        var normals = randn(200, PortraitParameters.Count);

        var z = PortraitLatent.FromNormals(normals);

        z[.., ..PortraitParameters.Count].allclose(normals).Should().BeTrue();
        // The mean square of 200 x 512 normals: one, give or take five standard errors of sqrt(2 / n).
        z.square().mean().item<float>().Should().BeApproximately(1, 5 * MathF.Sqrt(2f / (200 * 512)));
    }

    [Fact]
    public void NormalsOf_Parameters_AreTheInverseOfFromNormals()
    {
        var parameters = new PortraitSampler(new Seed(4)).Sample(0, 50);

        PortraitParameters.FromNormals(PortraitLatent.NormalsOf(parameters))
            .allclose(parameters, atol: 2e-3).Should().BeTrue("fractions are cut at 1e-4");
    }

    [Fact]
    public void PortraitNormals_OddNumbers_HaveWholeDegrees()
    {
        var parameters = PortraitParameters.FromNormals(PortraitNormals.Of([0, 1, 2, 3, 5, 7], PortraitSets.Training));
        var degrees = parameters[.., PortraitParameters.FirstAttribute..];
        var whole = (degrees - degrees.round()).abs().amax(1).data<float>().ToArray();

        whole.Where((_, row) => row is 1 or 3 or 4 or 5).Should().OnlyContain(off => off < 1e-3);
        whole.Where((_, row) => row is 0 or 2).Should().Contain(off => off > 1e-3);
    }

    [Fact]
    public void PortraitPool_SecondPool_FindsWhatTheFirstDrew()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var draws = 0;
            using var first = Pool();
            var (images, parameters) = first.Take([5, 2, 5], CPU);
            using var second = Pool();
            var (again, _) = second.Take([2, 5], CPU);

            images[0].allclose(again[1], 0, 0).Should().BeTrue();
            images[1].allclose(again[0], 0, 0).Should().BeTrue();
            parameters.shape.Should().Equal(3, PortraitParameters.Count);
            var rendered = PortraitRenderer.Render(new PortraitSampler(new Seed(1)).Sample(5, 1), 32);
            (images[0] - rendered[0]).abs().max().item<float>().Should().BeLessThan(1 / 127.5f, "it is kept in bytes");
            draws.Should().Be(2 + 1, "one draw of two portraits, and the parameters of each call");

            PortraitPool Pool() => new(folder, "test", 10, 32, indices =>
            {
                Interlocked.Increment(ref draws);
                return new PortraitSampler(new Seed(1)).Sample([.. indices.Select(i => (i, i))]);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
