using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Portraits;

public sealed class PortraitRendererTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly PortraitSampler sampler = new(new Seed(1));

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(PortraitStyle.Photo, 48)]
    [InlineData(PortraitStyle.Ink, 33)]
    public void Render_AnyBatch_GivesTheSameBits(PortraitStyle style, int resolution)
    {
        var rows = sampler.Sample(0, 11);
        var together = PortraitRenderer.Render(rows, resolution, style);
        var apart = cat([
            PortraitRenderer.Render(rows[..1], resolution, style),
            PortraitRenderer.Render(rows[1..4], resolution, style),
            PortraitRenderer.Render(rows[4..], resolution, style)], 0);

        together.eq(apart).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData(32)]
    [InlineData(100)]
    [InlineData(1024)]
    public void Render_AnyResolution_FillsTheRange(int resolution)
    {
        var pictures = PortraitRenderer.Render(sampler.Sample(0, 1), resolution);

        pictures.shape.Should().Equal(1, 3, resolution, resolution);
        pictures.isfinite().all().item<bool>().Should().BeTrue();
        pictures.min().item<float>().Should().BeInRange(-1, -0.5f);
        pictures.max().item<float>().Should().BeInRange(0.5f, 1);
    }

    [Fact]
    public void Render_Downsampled_IsCloseToRenderedSmall()
    {
        var rows = sampler.Sample(0, 16);
        var small = PortraitRenderer.Render(rows, 64);
        var reduced = nn.functional.avg_pool2d(PortraitRenderer.Render(rows, 128), 2);

        // Thin lines fall between pixels; all else agrees. 32 dB of a range of 2 is a mean square error of 0.0025.
        (small - reduced).square().mean().item<float>().Should().BeLessThan(0.0025f);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(2048)]
    public void Render_ResolutionOutsideTheRange_Throws(int resolution)
    {
        var render = () => PortraitRenderer.Render(sampler.Sample(0, 1), resolution);

        render.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Render_EyesOfDifferentPeople_StandAtTheSamePlaces()
    {
        var rows = sampler.Sample(0, 32);
        foreach (var attribute in FaceAttributes.All) rows = PortraitParameters.WithDegree(rows, attribute, 0);
        var pictures = PortraitRenderer.Render(rows);

        // The pupil is the darkest thing about the eye's place: pixel (x + 1) * 64.
        foreach (var eyeX in new[] { -0.3375, 0.3375 })
        {
            var (column, row) = ((int)((eyeX + 1) * 64), (int)((-0.15 + 1) * 64));
            var pupils = pictures[.., .., (row - 1)..(row + 2), (column - 1)..(column + 2)].amax(1).amin(1, 2);
            pupils.max().item<float>().Should().BeLessThan(-0.6f);
        }
    }

    [Fact]
    public void Render_BetweenTwoDegrees_LiesBetweenTheirPictures()
    {
        var rows = sampler.Sample(0, 8);
        foreach (var attribute in FaceAttributes.All)
        {
            var (low, middle, high) = (At(rows, attribute, 2), At(rows, attribute, 2.5), At(rows, attribute, 3));
            var whole = Distance(low, high);

            Distance(low, middle).Should().BeLessThan(whole, "{0} moves smoothly", attribute);
            Distance(middle, high).Should().BeLessThan(whole, "{0} moves smoothly", attribute);
        }
    }

    [Fact]
    public void Render_Ink_KeepsTheFaceButNotTheColours()
    {
        var rows = sampler.Sample(0, 8);
        var photo = PortraitRenderer.Render(rows, 64);
        var ink = PortraitRenderer.Render(rows, 64, PortraitStyle.Ink);
        Distance(photo, ink).Should().BeGreaterThan(0.1f);
        Correlation(photo.mean([1]), ink.mean([1])).Should().BeGreaterThan(0.6f);
    }

    private static Tensor At(Tensor rows, FaceAttribute attribute, double degree) =>
        PortraitRenderer.Render(PortraitParameters.WithDegree(rows, attribute, degree), 64);

    private static float Distance(Tensor a, Tensor b) => (a - b).abs().mean().item<float>();

    private static float Correlation(Tensor a, Tensor b)
    {
        var (x, y) = (a - a.mean(), b - b.mean());
        return ((x * y).mean() / (x.square().mean() * y.square().mean()).sqrt()).item<float>();
    }
}
