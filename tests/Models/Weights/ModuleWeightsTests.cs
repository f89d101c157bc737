using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Weights;

public sealed class ModuleWeightsTests : IDisposable
{
    private static readonly FieldFunctionOptions Small = new() { Layers = 2, LatentSize = 4, HiddenSize = 3 };
    private readonly TempFolder folder = new();

    private string Path => folder.File("net.safetensors");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_WhatSaveWrote_GivesTheSameNetwork()
    {
        using var scope = NewDisposeScope();
        using var saved = new FieldFunction(Small);
        using var loaded = new FieldFunction(Small);
        ModuleWeights.Save(saved, Path);

        ModuleWeights.Load(loaded, Path);

        var w = randn(2, 4);
        loaded.call(w).equal(saved.call(w)).all().item<bool>().Should().BeTrue();
        loaded.parameters().Should().OnlyContain(parameter => parameter.requires_grad);
    }

    [Fact]
    public void Save_Half_StoresMatricesInHalfTheBytesAndVectorsInFull()
    {
        using var scope = NewDisposeScope();
        using var network = new FieldFunction(Small);
        using (no_grad()) network.state_dict()["field.1.Linear.weight"].fill_(1e6f);

        ModuleWeights.Save(network, Path, half: true);

        using var file = TensorFile.Open(Path);
        file.Tensors.Select(tensor => (tensor.Name, tensor.Type)).Should().BeEquivalentTo(new[]
        {
            ("field.0.Linear.weight", TensorType.F16), ("field.0.Linear.bias", TensorType.F32),
            ("field.1.Linear.weight", TensorType.F32), ("field.1.Linear.bias", TensorType.F32),
        }, "a million does not fit into a half");
        using var loaded = new FieldFunction(Small);
        ModuleWeights.Load(loaded, Path);
        var (before, after) = (network.state_dict(), loaded.state_dict());
        foreach (var key in before.Keys)
            before[key].allclose(after[key], rtol: 1e-3, atol: 1e-6).Should().BeTrue(key);
    }

    [Fact]
    public void Load_OfAnotherNetwork_NamesWhatIsMissingUnexpectedAndMisshapen()
    {
        using var network = new FieldFunction(Small);
        using var before = network.state_dict()["field.0.Linear.bias"].clone();
        SafetensorsWriter.Write(Path,
        [
            WeightTensor.From<float>("field.0.Linear.weight", new float[8], 2, 4),
            WeightTensor.From<float>("field.0.Linear.bias", new float[3], 3),
            WeightTensor.From<float>("extra", new float[1], 1),
        ]);

        network.Invoking(net => ModuleWeights.Load(net, Path)).Should().Throw<WeightsException>()
            .Where(problem => problem.Reason == WeightsErrorReason.WrongNetwork)
            .WithMessage("*2 missing (field.1.Linear.weight, field.1.Linear.bias)*1 unexpected (extra)*" +
                "field.0.Linear.weight is [2, 4], not [3, 4]*");
        before.allclose(network.state_dict()["field.0.Linear.bias"], 0, 0).Should().BeTrue("nothing was loaded");
    }

    [Theory]
    [InlineData("model.")]
    [InlineData("_orig_mod.")]
    [InlineData("module._orig_mod.")]
    [InlineData("_orig_mod.module.")]
    [InlineData("state_dict.model.module.")]
    [InlineData("params.")]
    [InlineData("params_ema.")]
    [InlineData("model.state_dict._orig_mod.")]
    public void Load_NamesInWhatTrainingProgramsPutAround_FindsThem(string wrapper)
    {
        using var saved = new FieldFunction(Small);
        SafetensorsWriter.Write(Path, [.. saved.state_dict().Select(entry => Floats(wrapper + entry.Key, entry.Value)),
            WeightTensor.From<float>("optimizer.state.0", new float[1], 1), .. wrapper == "params_ema."
                ? saved.state_dict().Select(entry => Floats("params." + entry.Key, entry.Value * 0)) : []]);
        using var file = TensorFile.Open(Path);

        using var loaded = NetworkKind.All.Single(kind => kind.Name == "field").Load(file);

        foreach (var (name, value) in saved.state_dict())
            loaded.state_dict()[name].allclose(value, 0, 0).Should().BeTrue(name);

        static WeightTensor Floats(string name, Tensor value) =>
            WeightTensor.From<float>(name, value.detach().data<float>().ToArray(), [.. value.shape]);
    }

    [Fact]
    public void Resolve_AveragedGeneratorInAModule_IsTheOneWanted() =>
        new NameMap { Wrappers = ["g_ema.", .. NameMap.Common] }
            .Resolve(["g.module.a", "g_ema.module.a", "d.module.a", "g_ema.module.b", "latent_avg"])
            .Should().BeEquivalentTo(new Dictionary<string, string> { ["a"] = "g_ema.module.a", ["b"] = "g_ema.module.b" });

    [Fact]
    public void Load_OfAKindThatTheFileIsNot_SaysWhatIsMissing()
    {
        using var network = new FieldFunction(Small);
        ModuleWeights.Save(network, Path);
        using var file = TensorFile.Open(Path);
        foreach (var kind in NetworkKind.All.Where(kind => kind.Name != "field"))
            kind.Invoking(k => k.Load(file)).Should().Throw<WeightsException>(kind.Name)
                .Where(problem => problem.Reason == WeightsErrorReason.WrongNetwork);
    }

    [Fact]
    public void Resolve_TwoNamesForOneTensor_IsRefused()
    {
        var names = new NameMap { Prefixes = new Dictionary<string, string?> { ["old."] = "new." } };
        names.Invoking(map => map.Resolve(["old.weight", "new.weight"])).Should().Throw<WeightsException>();
    }
}
