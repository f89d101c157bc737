using EditableDeepSC.Models.Networks;
using TorchSharp;
using static TorchSharp.torch;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Tests.Networks;

public class StyleGanTests
{
    private static readonly StyleGanSize Size = new(16, ChannelBase: 128, ChannelMax: 8);

    [Fact]
    public void A_sample_does_not_depend_on_its_neighbours()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var generator = new Generator(new(Size) { LatentSize = 8, MappingLayers = 2 });
        var z = randn(5, 8);

        var together = generator.call(z);

        for (var i = 0; i < 5; i++)
            generator.call(z.narrow(0, i, 1)).allclose(together.narrow(0, i, 1), atol: 1e-5).Should().BeTrue();
    }

    [Fact]
    public void Modulation_of_the_maps_equals_modulation_of_the_weights()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (maps, w) = (randn(1, 3, 6, 6, ScalarType.Float64), randn(1, 4, ScalarType.Float64));
        using var conv = new ModulatedConv(3, 5, 3, 4, upsample: false).to(ScalarType.Float64);
        var style = conv.Style(w);

        var ours = conv.Filter(maps, style) * conv.Demodulation(style).view(1, 5, 1, 1);

        var modulated = conv.weight[0] * style.view(1, 3, 1, 1);                         // [out, in, k, k]
        var norm = (modulated.square().sum([1, 2, 3], keepdim: true) + 1e-8).rsqrt();
        ours.allclose(nn.functional.conv2d(maps, modulated * norm, padding: [1, 1]), atol: 1e-10).Should().BeTrue();
    }

    [Fact]
    public void Doubling_and_halving_convolutions_equal_their_two_steps()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (maps, weight) = (randn(2, 3, 8, 8, ScalarType.Float64), randn([5, 3, 3, 3], ScalarType.Float64));
        var taps = tensor(new double[] { 1, 3, 3, 1 });
        var filter = taps.outer(taps) / 64;

        var doubled = nn.functional.conv_transpose2d(maps, weight.transpose(0, 1), strides: [2, 2]);
        using var gain4 = new Fir(4).to(ScalarType.Float64);
        gain4.Smooth(doubled).allclose(Blurred(doubled, filter * 4, 1), atol: 1e-12).Should().BeTrue();

        var halved = nn.functional.conv2d(Blurred(maps, filter, 2), weight, strides: [2, 2]);
        using var gain1 = new Fir(1).to(ScalarType.Float64);
        nn.functional.conv2d(maps, gain1.Joined(weight), strides: [2, 2], padding: [2, 2])
            .allclose(halved, atol: 1e-12).Should().BeTrue();

        var plain = nn.functional.conv_transpose2d(
            maps, (filter * 4).expand(3, 1, 4, 4), null, [2, 2], [1, 1], groups: 3);
        gain4.Doubled(maps).allclose(plain, atol: 1e-12).Should().BeTrue();

        static Tensor Blurred(Tensor image, Tensor filter, long padding) => nn.functional.conv2d(image,
            filter.expand(image.shape[1], 1, 4, 4), padding: [padding, padding], groups: image.shape[1]);
    }

    [Fact]
    public void Frozen_weights_give_the_same_images_and_gradients()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(new(Size) { LatentSize = 8, MappingLayers = 2 }).to(ScalarType.Float64);
        var z = randn(2, 8, ScalarType.Float64).requires_grad_();
        var plain = generator.call(z);
        var slope = autograd.grad([plain.square().sum()], [z])[0];

        generator.Freeze();

        for (var time = 0; time < 2; time++)
        {
            var frozen = generator.call(z);
            frozen.allclose(plain, atol: 1e-10).Should().BeTrue();
            autograd.grad([frozen.square().sum()], [z])[0].allclose(slope, rtol: 1e-8, atol: 1e-10).Should().BeTrue();
        }
    }

    [Fact]
    public void A_lower_resolution_is_what_the_full_image_is_built_upon()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var generator = new Generator(new(Size) { LatentSize = 8, MappingLayers = 2 });
        var w = randn(2, 8);

        generator.Synthesize(w, resolution: 8).shape.Should().Equal(2, 3, 8, 8);
        generator.Synthesize(w, resolution: 16).allclose(generator.Synthesize(w)).Should().BeTrue();
    }

    [Fact]
    public void Half_precision_maps_give_nearly_the_same_image()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var generator = new Generator(new(Size) { LatentSize = 8, MappingLayers = 2 });
        var w = randn(4, 8);
        var full = generator.Synthesize(w);

        generator.Precision = ScalarType.BFloat16;

        var error = (generator.Synthesize(w) - full).square().mean() / full.square().mean();
        error.item<float>().Should().BeLessThan(1e-3f, "eight bits of mantissa");
    }

    /// <summary>
    /// R1 = |dD/dx|^2 needs a second derivative; both sides in float64, central difference, step 1e-5.
    /// </summary>
    [Fact]
    public void The_gradient_penalty_of_the_discriminator_has_the_right_gradient()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        using var discriminator = new Discriminator(Size).to(ScalarType.Float64);
        var images = randn(4, 3, 16, 16, ScalarType.Float64, requires_grad: true);
        var parameters = discriminator.named_parameters().Where(entry => entry.parameter.Dimensions > 1).ToList();
        Penalty(discriminator, images).backward();
        foreach (var (key, parameter) in parameters)
        {
            var gradient = parameter.grad;
            gradient.Should().NotBeNull(key);
            var direction = randn_like(parameter);
            var expected = (gradient! * direction).sum().item<double>();
            var slope = (Moved(parameter, direction, 1e-5) - Moved(parameter, direction, -1e-5)) / 2e-5;
            slope.Should().BeApproximately(expected, 1e-5 * Math.Max(1, Math.Abs(expected)), key);
        }

        double Moved(Tensor parameter, Tensor direction, double step)
        {
            using (no_grad()) parameter.add_(direction * step);
            var penalty = Penalty(discriminator, images).item<double>();
            using (no_grad()) parameter.sub_(direction * step);
            return penalty;
        }
    }

    [Fact]
    public void A_batch_that_does_not_divide_into_groups_is_refused()
    {
        using var scope = NewDisposeScope();
        using var discriminator = new Discriminator(Size);
        discriminator.Invoking(d => d.call(zeros(6, 3, 16, 16)))
            .Should().Throw<ArgumentException>().WithMessage("*groups of 4*");
    }

    private static Tensor Penalty(Discriminator discriminator, Tensor images)
    {
        var score = discriminator.call(images).sum();
        return autograd.grad([score], [images], retain_graph: true, create_graph: true)[0].square().sum();
    }
}
