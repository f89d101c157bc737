using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Portraits;

/// <summary>
/// What one attribute's degree changes in the pixels of 128 x 128 pictures, and what it leaves alone.
/// </summary>
public sealed class CounterfactualTests : IDisposable
{
    private const int Side = 128, People = 12;
    private const float Visible = 10 / 127.5f; // ten of 255 levels

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor people = new PortraitSampler(new Seed(5)).Sample(0, People);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(FaceAttribute.Bangs, 60)]
    [InlineData(FaceAttribute.Eyeglasses, 60)]
    [InlineData(FaceAttribute.Beard, 60)]
    [InlineData(FaceAttribute.Smiling, 60)]
    [InlineData(FaceAttribute.Age, 60)]
    public void Degrees_Neighbours_DifferVisiblyInEveryPerson(FaceAttribute attribute, int leastPixels)
    {
        var before = Draw(attribute, 0);
        for (var degree = 1; degree <= FaceAttributes.MaxDegree; degree++)
        {
            var after = Draw(attribute, degree);
            Pixels(after - before).min().item<long>()
                .Should().BeGreaterThan(leastPixels, "{0} to {1}", degree - 1, degree);
            before = after;
        }
    }

    [Theory]
    [InlineData(FaceAttribute.Bangs, -1, 0)]
    [InlineData(FaceAttribute.Eyeglasses, -0.49, 0.2)]
    [InlineData(FaceAttribute.Beard, -0.05, 1)]
    [InlineData(FaceAttribute.Smiling, -0.65, 1)]
    public void Degrees_AnyChange_StaysInItsPartOfThePicture(FaceAttribute attribute, double top, double bottom)
    {
        var (first, end) = ((int)Math.Floor((top + 1) * Side / 2), (int)Math.Ceiling((bottom + 1) * Side / 2));
        var changed = Draw(attribute, 0).ne(Draw(attribute, 5)).any(0).any(0).any(1); // rows

        changed[..first].any().item<bool>().Should().BeFalse("above");
        changed[end..].any().item<bool>().Should().BeFalse("below");
        changed[first..end].any().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Sunglasses_OverLongBangs_StayWhole()
    {
        var dressed = PortraitParameters.WithDegree(people, FaceAttribute.Eyeglasses, 5);
        var (bare, hung) = (Draw(dressed, FaceAttribute.Bangs, 0), Draw(dressed, FaceAttribute.Bangs, 5));
        var lens = Cut(-0.43, -0.29, -0.23, -0.05);

        (bare[lens] - hung[lens]).abs().max().item<float>().Should().BeLessThan(Visible);
    }

    [Fact]
    public void LongestBeard_AnySmile_LeavesTheMouthVisible()
    {
        var bearded = PortraitParameters.WithDegree(people, FaceAttribute.Beard, 5);
        var mouth = Cut(-0.1, 0.3, 0.1, 0.6);
        for (var degree = 1; degree <= FaceAttributes.MaxDegree; degree++)
        {
            var less = Draw(bearded, FaceAttribute.Smiling, degree - 1);
            var more = Draw(bearded, FaceAttribute.Smiling, degree);
            Pixels(more[mouth] - less[mouth]).min().item<long>()
                .Should().BeGreaterThan(8, "{0} to {1}", degree - 1, degree);
        }
    }

    /// <summary>How many pixels of each picture changed visibly, [N].</summary>
    private static Tensor Pixels(Tensor difference) => difference.abs().amax(1).gt((Scalar)Visible).sum([1, 2]);

    private Tensor Draw(FaceAttribute attribute, double degree) => Draw(people, attribute, degree);

    private static Tensor Draw(Tensor rows, FaceAttribute attribute, double degree) =>
        PortraitRenderer.Render(PortraitParameters.WithDegree(rows, attribute, degree), Side);

    private static TensorIndex[] Cut(double left, double top, double right, double bottom) =>
        [TensorIndex.Colon, TensorIndex.Colon, Pixel(top)..Pixel(bottom), Pixel(left)..Pixel(right)];

    private static int Pixel(double place) => (int)((place + 1) * Side / 2);
}
