using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Tests.Golden;

[Collection(GoldenSuite.Name)]
public class StyleGanGoldenTests
{
    [GoldenFact]
    public void Generator_gives_the_public_images()
    {
        var golden = GoldenFile.Read("generator_32");
        using var generator = new Generator(new(new(32)));
        golden.Fill(generator);
        CheckGenerator(golden, generator);
    }

    internal static void CheckGenerator(GoldenFile golden, Generator generator)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        generator.LatentCount.Should().Be(8);
        var w = generator.Mapping.call(golden.Input("z"), false);

        golden.Check("w", w);
        golden.Check("image_from_z", generator.call(golden.Input("z")));
        golden.Check("image_from_w", generator.Synthesize(golden.Input("w_in")));
        golden.Check("image_from_w_plus", generator.Synthesize(golden.Input("w_plus_in")));
        var truncated = golden.Input("truncation_latent").lerp(w, 0.7);
        golden.Check("image_from_z_truncated", generator.Synthesize(truncated));
        golden.Check("style_skip_norm", generator.Mapping.call(golden.Input("field_in"), true));
        golden.Check("style_skip_norm_zero", generator.Mapping.call(zeros(1, 512), true));
    }

    [GoldenFact]
    public void Discriminator_gives_the_public_scores()
    {
        var golden = GoldenFile.Read("discriminator_32");
        using var discriminator = new Discriminator(new(32));
        golden.Fill(discriminator);
        CheckDiscriminator(golden, discriminator);
    }

    internal static void CheckDiscriminator(GoldenFile golden, Discriminator discriminator)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var scores = discriminator.call(golden.Input("images4"));

        golden.Check("score_images4", scores);
        golden.Check("loss_images4", softplus(-scores).mean());
        golden.Check("score_images8", discriminator.call(golden.Input("images8")));
        golden.Check("score_images2", discriminator.call(golden.Input("images2")));
    }

    [GoldenTheory]
    [InlineData(128)]
    [InlineData(1024)]
    public void The_official_sizes_have_the_public_keys_and_shapes(int resolution)
    {
        var size = new StyleGanSize(resolution, ChannelBase: resolution == 128 ? 16384 : 32768);
        using (var generator = new Generator(new(size)))
            GoldenFile.Read($"generator_{resolution}").CheckShapes(generator);
        using (var discriminator = new Discriminator(size))
            GoldenFile.Read($"discriminator_{resolution}").CheckShapes(discriminator);
    }
}
