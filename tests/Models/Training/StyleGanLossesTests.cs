using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Training;
using TorchSharp;
using static TorchSharp.torch;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Tests.Training;

[Collection(SeededTests.Name)]
public sealed class StyleGanLossesTests
{
    private const double Tolerance = 1e-4, Move = 1e-5;
    private static readonly StyleGanSize Tiny = new(8, ChannelBase: 64, ChannelMax: 4);

    public StyleGanLossesTests() => manual_seed(1);

    [Fact]
    public void GradientPenalty_OfASquare_IsTheClosedFormAndSoIsItsDerivative()
    {
        using var scope = NewDisposeScope();
        var images = randn(3, 3, 4, 4, ScalarType.Float64);
        var factor = tensor(0.7).requires_grad_();

        // D(x) = c |x|^2 / 2: the gradient is c x.
        var penalty = StyleGanLosses.GradientPenalty(x => x.square().sum([1, 2, 3]) * factor / 2, images);
        penalty.backward();

        var squares = images.square().sum().item<double>() / 3;
        penalty.item<double>().Should().BeApproximately(0.49 * squares, Tolerance);
        factor.grad!.item<double>().Should().BeApproximately(1.4 * squares, Tolerance);
    }

    [Fact]
    public void GradientPenalty_OfTheDiscriminator_AgreesWithFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        using var discriminator = new Discriminator(Tiny).to(ScalarType.Float64);
        var images = randn(2, 3, 8, 8, ScalarType.Float64);
        var weight = discriminator.parameters().First();

        var penalty = StyleGanLosses.GradientPenalty(discriminator.call, images);
        penalty.backward();

        Slope(images, () => discriminator.call(images).sum().item<double>()).Sum(slope => slope * slope / 2)
            .Should().BeApproximately(penalty.item<double>(), Tolerance);
        Slope(weight, () => StyleGanLosses.GradientPenalty(discriminator.call, images).item<double>())
            .Should().Equal(weight.grad!.data<double>().ToArray(), (numeric, exact) => Math.Abs(numeric - exact) < Tolerance);
    }

    [Fact]
    public void PathLengths_OfALinearMap_AreTheClosedForm()
    {
        using var scope = NewDisposeScope();
        var (map, directions) = (randn(3 * 4, 5, ScalarType.Float64), randn(2, 3, 2, 2, ScalarType.Float64));
        var latents = randn(2, 3, 5, ScalarType.Float64).requires_grad_();

        // Images are A times the sum of the layers: each layer's slope is A' y.
        var images = latents.sum(1).mm(map.t()).view(2, 3, 2, 2);
        var lengths = StyleGanLosses.PathLengths(images, latents, directions);

        var expected = directions.flatten(1).mm(map).square().sum(1).sqrt();
        lengths.allclose(expected, atol: Tolerance).Should().BeTrue();
    }

    [Fact]
    public void PathLengths_OfTheGenerator_AgreeWithFiniteDifferencesAndCanBeDerived()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(new(Tiny) { LatentSize = 4, MappingLayers = 1 }).to(ScalarType.Float64);
        var latents = randn(1, generator.LatentCount, 4, ScalarType.Float64).requires_grad_();
        var directions = StyleGanLosses.PathDirections(generator.Synthesize(latents).detach());
        var bias = generator.named_parameters().Single(entry => entry.name == "convs.0.conv.modulation.bias").parameter;

        var length = Length();
        length.backward();

        var slopes = Slope(latents, () => (generator.Synthesize(latents) * directions).sum().item<double>());
        Math.Sqrt(slopes.Sum(slope => slope * slope) / generator.LatentCount)
            .Should().BeApproximately(length.item<double>(), Tolerance);
        Slope(bias, () => Length().item<double>())
            .Should().Equal(bias.grad!.data<double>().ToArray(), (numeric, exact) => Math.Abs(numeric - exact) < Tolerance);

        Tensor Length() => StyleGanLosses.PathLengths(generator.Synthesize(latents), latents, directions).sum();
    }

    [Fact]
    public void MinibatchSpread_IsTheMeanDeviationInGroupsOfFour()
    {
        using var scope = NewDisposeScope();
        var maps = randn(8, 3, 2, 2, ScalarType.Float64);
        var numbers = maps.flatten(1).data<double>().ToArray().Chunk(12).ToArray();

        var spread = Discriminator.MinibatchSpread(maps);

        for (var image = 0; image < 8; image++)
        {
            int[] group = [.. Enumerable.Range(0, 4).Select(member => image % 2 + 2 * member)];    // n, n + N/4, ...
            var expected = Enumerable.Range(0, 12).Average(place =>
            {
                var mean = group.Average(member => numbers[member][place]);
                return Math.Sqrt(group.Average(member => Math.Pow(numbers[member][place] - mean, 2)) + 1e-8);
            });
            spread[image, 0, 1, 1].item<double>().Should().BeApproximately(expected, Tolerance);
        }
    }

    [Fact]
    public void AverageShare_AfterAHalfLife_HasForgottenHalf()
    {
        const int Batch = 10;
        const double HalfLife = 1000;
        var kept = Enumerable.Range(0, 100)
            .Aggregate(1.0, (kept, step) => kept * (1 - StyleGanLosses.AverageShare(1_000_000 + step * Batch, Batch, HalfLife)));

        kept.Should().BeApproximately(0.5, Tolerance);
        StyleGanLosses.AverageShare(0, Batch, HalfLife).Should().Be(1, "at first the average is the network");
        StyleGanLosses.AverageShare(200, Batch, HalfLife).Should()
            .BeApproximately(0.5, Tolerance, "after 200 images the half-life is a twentieth of them, one batch");
    }

    [Fact]
    public void Observe_ScoresAboveAndBelowTheTarget_MovesTheProbabilityByImagesOverHalfAMillion()
    {
        using var state = new StyleGanState();
        using var sure = ones(25, 1);
        using var even = cat([ones(20, 1), -ones(5, 1)], 0);    // a mean sign of 0.6, the target
        using var unsure = -ones(25, 1);

        for (var step = 0; step < 8; step++) state.Observe(sure, step);
        state.Probability.Should().BeApproximately(200 / 500_000.0, 1e-12, "twice 100 images");
        for (var step = 8; step < 12; step++) state.Observe(even, step);
        state.Probability.Should().BeApproximately(200 / 500_000.0, 1e-12);
        for (var step = 12; step < 16; step++) state.Observe(unsure, step);
        state.Probability.Should().BeApproximately(100 / 500_000.0, 1e-12);
        for (var step = 16; step < 28; step++) state.Observe(unsure, step);
        state.Probability.Should().Be(0, "it is never below");
    }

    [Fact]
    public void ObservePath_OfConstantLengths_NearsThemByAHundredthAStep()
    {
        using var state = new StyleGanState();
        using var lengths = full(4, 2.0);

        for (var step = 0; step < 50; step++) state.ObservePath(lengths);

        state.ObservePath(lengths).Should().BeApproximately(2 * (1 - Math.Pow(0.99, 51)), Tolerance);
    }

    [Fact]
    public void Apply_NothingChosen_GivesTheImagesBack_AndElseTheirGradient()
    {
        using var scope = NewDisposeScope();
        var images = (rand(4, 3, 8, 8) * 2 - 1).requires_grad_();

        var same = FaceAugmentation.Apply(images, 1e-9);
        var changed = FaceAugmentation.Apply(images, 0.9);
        changed.sum().backward();

        same.allclose(images, atol: Tolerance).Should().BeTrue();
        (changed - images).abs().mean([1, 2, 3]).min().item<float>().Should().BeGreaterThan(0.01f);
        images.grad!.abs().sum().item<float>().Should().BeGreaterThan(0);
    }

    [Fact]
    public void Places_AtAProbability_MovesThatShareOfTheImages()
    {
        const int Count = 20_000;
        const double Probability = 0.3;
        using var scope = NewDisposeScope();

        var moved = (FaceAugmentation.Places(Count, Probability)[.., 1, 2] != 0).to_type(ScalarType.Float64).mean();
        var colours = FaceAugmentation.Colours(Count, Probability);
        var unlit = (colours[.., 0, 3] == 0).to_type(ScalarType.Float64).mean();

        moved.item<double>().Should().BeApproximately(Probability, 0.016);    // five standard deviations
        unlit.item<double>().Should().BeApproximately(1 - Probability, 0.016);
    }

    [Fact]
    public void Colours_OfAGreyPixel_StayGrey()
    {
        using var scope = NewDisposeScope();

        var colours = FaceAugmentation.Colours(50, 1);
        var made = colours[.., .., ..3].sum(2) * 0.3 + colours[.., .., 3];    // of (0.3, 0.3, 0.3): [N, 3]

        (made - made.mean([1], keepdim: true)).abs().max().item<float>().Should().BeLessThan(1e-4f);
    }

    /// <summary>The derivative by each number of a tensor, in turn, by central differences.</summary>
    private static double[] Slope(Tensor by, Func<double> value)
    {
        using var quiet = no_grad();
        var (slopes, flat) = (new double[by.numel()], by.view(-1));
        for (var i = 0; i < slopes.Length; i++)
        {
            slopes[i] = (At(i, Move) - At(i, -Move)) / (2 * Move);
        }
        return slopes;

        double At(int place, double move)
        {
            flat[place].add_(move);
            using (enable_grad())
            {
                var found = value();
                using (no_grad()) flat[place].sub_(move);
                return found;
            }
        }
    }
}
