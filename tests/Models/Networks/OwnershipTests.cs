using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Tests.Requests;
using EditableDeepSC.Models.Tests.Training;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Networks;

/// <summary>Weights outlive scopes, and nothing else does. Alone, since the count of tensors is that of the process.</summary>
[Collection(SeededTests.Name)]
public sealed class OwnershipTests
{
    private static readonly DirectoryInfo Weights = new(Path.Combine(People.RepositoryRoot, "weights"));

    public static TheoryData<string, Func<nn.Module>> Makers => new()
    {
        { "generator", () => PriorNetworks.Frozen(PriorNetworks.Generator(Weights), CPU) },
        { "discriminator", () => PriorNetworks.Discriminator(Weights) },
        { "predictor", () => PriorNetworks.Predictor(Weights) },
        { "identity", () => PriorNetworks.Identity(Weights) },
        { "perceptual", () => PriorNetworks.Perceptual(Weights) },
        { "inversion", () => PriorNetworks.Inversion(Weights) },
        { "fields", () => PriorNetworks.Fields(Weights) },
        { "adapters", () => AdapterSet.Load(Weights) },
        { "a pair", () => AdapterSet.LoadPair(Weights, 6) },
    };

    [Theory]
    [MemberData(nameof(Makers))]
    public void A_network_made_in_a_scope_outlives_it_and_disposes_all_it_has(string name, Func<nn.Module> make)
    {
        nn.Module network;
        using (NewDisposeScope()) network = make();
        Tensor[] weights = [.. network.state_dict().Values];

        weights.Should().NotBeEmpty().And.OnlyContain(tensor => !tensor.IsInvalid, name);

        network.Dispose();
        weights.Should().OnlyContain(tensor => tensor.IsInvalid, name);
    }

    [Fact]
    public void The_count_of_live_tensors_sees_a_leak_on_any_thread()
    {
        var before = Settled();
        Tensor? leak = null;
        var thread = new Thread(() =>
        {
            using var scope = NewDisposeScope();
            leak = ones(3).DetachFromDisposeScope();
        });
        thread.Start();
        thread.Join();

        Tensor.TotalCount.Should().Be(before + 1);
        leak!.Dispose();
        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void Requests_that_are_encoded_leave_no_tensor()
    {
        using var networks = JeccNetworks.Load(Weights, CPU);
        using var image = PortraitRenderer.Render(new PortraitSampler(PortraitSets.Development).Sample(0, 1))[0];
        var request = new EditRequest(default, default, new ImageSource.Pixels(image), "make the bangs longer", null, 2);
        var options = new JeccOptions { Slots = 2, Inversion = new() { MaxIterations = 2 }, Matching = new() { MaxIterations = 2 } };
        using (var first = new JeccEncoder(networks, options)) first.Encode([request, request]);    // frozen layers keep what they compute once
        var before = Settled();

        using (var second = new JeccEncoder(networks, options)) second.Encode([request, request]);

        Tensor.TotalCount.Should().Be(before);
    }

    /// <summary>The count when the finaliser has freed what earlier tests forgot.</summary>
    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
