using EditableDeepSC.Models.Networks;
using TorchSharp;
using static TorchSharp.torch;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Tests.Networks;

/// <summary>What holds for every network: small forms of each, run forwards and backwards.</summary>
public class NetworkTests
{
    private static readonly StyleGanSize Size = new(16, ChannelBase: 128, ChannelMax: 8);
    private static readonly TextEncoderOptions TextOptions = new()
    {
        VocabularySize = 20,
        Heads = [new("mode", 5), new("value", 5)],
        WordSize = 8,
        TextSize = 12,
        HeadHiddenSize = 6,
    };

    private static readonly Dictionary<string, (Func<nn.Module> Create, Func<nn.Module, Tensor> Run)> Networks = new()
    {
        ["field"] = (() => new FieldFunction(new() { Layers = 3, LatentSize = 8, HiddenSize = 6 }),
            network => ((FieldFunction)network).call(randn(3, 8))),
        ["generator"] = (() => new Generator(new(Size) { LatentSize = 8, MappingLayers = 2 }),
            network => ((Generator)network).call(randn(3, 8))),
        ["discriminator"] = (() => new Discriminator(Size),
            network => ((Discriminator)network).call(randn(4, 3, 16, 16))),
        ["predictor"] = (() => new AttributePredictor(AttributePredictorOptions.Small),
            network => stack(((AttributePredictor)network).call(
                AttributePredictor.Normalize(randn(2, 3, 48, 48), 32)))),
        ["identity"] = (() => new FaceIdentity(FaceIdentityOptions.Small with { ImageSize = 32 }),
            network => ((FaceIdentity)network).Embed(randn(2, 3, 64, 64))),
        ["observer"] = (() => new Observer(), network => ((Observer)network).call(randn(2, 3, 128, 128))),
        ["lpips"] = (() => new Lpips(LpipsOptions.Small),
            network => ((Lpips)network).call(randn(2, 3, 32, 32), randn(2, 3, 32, 32))),
        ["inversion"] = (() => new InversionEncoder(new() { ImageSize = 64, LatentSize = 16, Width = 8 }),
            network => ((InversionEncoder)network).call(randn(2, 3, 64, 64))),
        ["text"] = (() => new TextEncoder(TextOptions),
            network => cat(((TextEncoder)network).call(tensor(new long[,] { { 3, 4, 0 }, { 5, 6, 7 } })), 1)),
        ["pooled text"] = (() => new TextEncoder(TextOptions with { Pooled = true }),
            network => cat(((TextEncoder)network).call(tensor(new long[,] { { 3, 4, 0 }, { 5, 6, 7 } })), 1)),
    };

    public static TheoryData<string> Names => new(Networks.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pass_leaves_no_tensors_behind_and_a_gradient_on_every_parameter(string name)
    {
        var (create, run) = Networks[name];
        using var network = create();
        foreach (var step in Enumerable.Range(0, 2))
        {
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            using (NewDisposeScope()) run(network).square().sum().backward();
            DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
        }
        foreach (var (key, parameter) in network.named_parameters())
        {
            using var gradient = parameter.grad;
            gradient.Should().NotBeNull(key);
            gradient!.isfinite().all().item<bool>().Should().BeTrue(key);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pass_leaves_its_caller_nothing_but_the_result(string name)
    {
        var (create, run) = Networks[name];
        using var network = create();
        using var quiet = no_grad();
        network.eval();
        using var scope = NewDisposeScope();
        run(network);
        var left = scope.DisposablesCount;
        left.Should().BeLessThan(12, "inputs, outputs and what the test itself makes of them");
    }

    [Fact]
    public void A_wrong_shape_is_an_error_that_names_both_shapes()
    {
        using var field = new FieldFunction(new() { LatentSize = 8, HiddenSize = 8 });
        using var wrong = zeros(2, 7);
        field.Invoking(f => f.call(wrong))
            .Should().Throw<ArgumentException>().WithMessage("*[2, 7]; expected [any, 8]*");
    }

    [Fact]
    public void Impossible_sizes_are_refused()
    {
        Refused(() => new Discriminator(new(48)), "*power of two*");
        Refused(() => new Generator(new(new(32, ChannelBase: 16))), "*channelBase must be 32 or more*");
        Refused(() => new TextEncoder(TextOptions with { Heads = [] }), "*at least one head*");
        Refused(() => new TextEncoder(TextOptions with { Heads = [new("a", 2), new("a", 3)] }), "*names*differ*");
        Refused(() => new FaceIdentity(new() { ImageSize = 40 }), "*multiple of 16*");

        static void Refused(Func<nn.Module> create, string message) =>
            create.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void A_sentence_means_the_same_whatever_padding_follows()
    {
        using var scope = NewDisposeScope();
        using var encoder = new TextEncoder(TextOptions);
        encoder.eval();
        using var alone = encoder.Embed(tensor(new long[,] { { 3, 4 } }));
        using var padded = encoder.Embed(tensor(new long[,] { { 3, 4, 0, 0, 0 } }));
        padded.allclose(alone, atol: 1e-6).Should().BeTrue();
    }

    [Fact]
    public void Lpips_is_zero_with_a_finite_gradient_between_equal_images_without_activations()
    {
        using var scope = NewDisposeScope();
        using var lpips = new Lpips(LpipsOptions.Small);
        using (no_grad())
        {
            foreach (var (key, parameter) in lpips.named_parameters())
                if (key.EndsWith("bias", StringComparison.Ordinal)) parameter.fill_(-100);
        }
        var image = zeros(1, 3, 16, 16, requires_grad: true);
        var distance = lpips.call(image, zeros(1, 3, 16, 16));
        distance.item<float>().Should().Be(0);
        autograd.grad([distance.sum()], [image])[0].isfinite().all().item<bool>().Should().BeTrue();
    }
}
