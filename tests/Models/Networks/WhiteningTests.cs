using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Tests.Training;
using EditableDeepSC.Models.Tests.Weights;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using static TorchSharp.torch;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Tests.Networks;

/// <summary>A generator that is given whitened numbers of w.</summary>
[Collection(SeededTests.Name)]
public sealed class WhiteningTests : IDisposable
{
    private const int Latent = 8;
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Generator inZ, inW;

    public WhiteningTests()
    {
        manual_seed(3);
        inZ = new(new(new StyleGanSize(8, 64, 8)) { LatentSize = Latent, MappingLayers = 2 });
        inW = inZ.InW(seed: 4);
    }

    public void Dispose()
    {
        inW.Dispose();
        inZ.Dispose();
        scope.Dispose();
    }

    [Fact]
    public void LatentsOf_RandomZ_AreWhite()
    {
        const int Count = 4000;
        using var quiet = no_grad();
        var u = inW.LatentsOf(randn(Count, Latent));

        var covariance = (u - u.mean([0])).t().mm(u - u.mean([0])) / Count;

        // n = 4,000 beside the 10,000 that were fitted: five standard errors are 0.1 of a mean and 0.15 of a variance.
        u.mean([0]).abs().max().item<float>().Should().BeLessThan(0.1f);
        (covariance - eye(Latent)).abs().max().item<float>().Should().BeLessThan(0.15f);
        inZ.LatentsOf(u).subtract(u).abs().max().item<float>().Should().Be(0, "a generator of z takes z");
    }

    [Fact]
    public void LatentsOf_Z_GiveBackItsW()
    {
        using var quiet = no_grad();
        var z = randn(3, Latent);
        var w = inZ.Mapping.call(z, false);

        var u = inW.LatentsOf(z);

        (inW.OfZ(z) - inZ.call(z)).abs().max().item<float>().Should().BeLessThan(1e-5f);
        var (mean, root) = (inW.state_dict()["whitening.mean"], inW.state_dict()["whitening.root"]);
        (mean + u.mm(root) - w).abs().max().item<float>().Should().BeLessThan(1e-3f);
        var unit = u / u.square().mean([1], keepdim: true).sqrt();    // what is sent has unit power
        (inW.call(u * 3) - inZ.Synthesize(mean + unit.mm(root))).abs().max().item<float>().Should().BeLessThan(1e-3f);
    }

    [Fact]
    public void Load_FileOfAGeneratorInW_TakesItsSpaceFromTheFile()
    {
        using var folder = new TempFolder();
        var path = folder.File("generator.safetensors");
        ModuleWeights.Save(inW, path);
        using var file = TensorFile.Open(path);

        using var loaded = (Generator)NetworkKind.All.Single(kind => kind.Name == "stylegan2").Load(file);

        loaded.Options.Space.Should().Be(LatentSpace.W);
        using var quiet = no_grad();
        var u = randn(2, Latent);
        (loaded.call(u) - inW.call(u)).abs().max().item<float>().Should().Be(0);
    }
}
