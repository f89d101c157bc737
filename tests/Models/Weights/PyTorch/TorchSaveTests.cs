using System.Diagnostics;
using EditableDeepSC.Models.Weights;
using EditableDeepSC.Models.Weights.PyTorch;

namespace EditableDeepSC.Models.Tests.Weights.PyTorch;

/// <summary>Files that the real torch.save has written.</summary>
public sealed class TorchSaveTests : IDisposable
{
    private const string Script = """
        import argparse, collections, os, sys, numpy, torch
        folder = sys.argv[1]
        base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
        net = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3))
        for p in net.parameters(): p.data.copy_(torch.arange(p.numel()).reshape(p.shape) / 4)
        adam = torch.optim.Adam(net.parameters(), lr=0.1)
        net(torch.ones(1, 2, 5, 5)).sum().backward(); adam.step()
        for p in net.parameters(): p.data.copy_(torch.arange(p.numel()).reshape(p.shape) / 4)
        checkpoint = {
            'g_ema': net.state_dict(), 'g_optim': adam.state_dict(), 'args': argparse.Namespace(lr=0.1, name='x'),
            'iteration': 2 ** 40, 'best': numpy.float64(0.5), 'flags': (True, None, 'text', 1.5, b'bytes', -1),
            'milestones': collections.Counter({3: 1}), 'device': torch.device('cpu'), 'shape': torch.Size([1, 2]),
            'array': numpy.arange(3), 'param': torch.nn.Parameter(base[0]),
            'views': [base.transpose(0, 2), base[1, :, ::2], base[1, 1, 1], torch.ones(1).expand(2, 2)],
            'types': {str(t).split('.')[1]: torch.tensor([0, 1, 3]).to(t) for t in (
                torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
                torch.int8, torch.uint8, torch.bool)},
        }
        torch.save(checkpoint, os.path.join(folder, 'zip.pt'))
        torch.save(checkpoint, os.path.join(folder, 'zip4.pt'), pickle_protocol=4)
        torch.save(checkpoint, os.path.join(folder, 'legacy.pth.tar'), _use_new_zipfile_serialization=False)
        class Evil:
            def __reduce__(self): return (os.system, ('touch ' + os.path.join(folder, 'marker'),))
        torch.save({'w': base, 'evil': Evil()}, os.path.join(folder, 'evil.pt'))
        torch.save(net, os.path.join(folder, 'module.pt'))
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TorchFact]
    public void Open_FilesOfTorchSave_GivesTheirTensors()
    {
        WriteFiles();
        foreach (var name in new[] { "zip.pt", "zip4.pt", "legacy.pth.tar" })
        {
            using var file = PyTorchFile.Open(_folder.File(name));
            CheckNetwork(file);
            CheckViews(file);
            CheckTypes(file);
        }
    }

    [TorchFact]
    public void Open_HostileFilesOfTorchSave_AreRefusedAndNotExecuted()
    {
        WriteFiles();
        OpeningOf("evil.pt").Message.Should().Contain("'posix.system'");
        OpeningOf("module.pt").Message.Should().Contain("'torch.nn.modules.container.Sequential'");
        File.Exists(_folder.File("marker")).Should().BeFalse();
    }

    private static void CheckNetwork(PyTorchFile file)
    {
        var weight = file.Read("g_ema.0.weight");
        weight.Info.Shape.Should().Equal(3, 2, 3, 3);
        weight.Values<float>().ToArray().Should().Equal(Enumerable.Range(0, 54).Select(n => n / 4f));
        file.Read("g_ema.1.num_batches_tracked").Values<long>().ToArray().Should().Equal(1);
        file.Tensors.Select(tensor => tensor.Name).Should().Contain("g_optim.state.0.exp_avg");
        file.Read("param").Values<float>().ToArray().Should().Equal(Enumerable.Range(0, 12).Select(n => (float)n));
    }

    private static void CheckViews(PyTorchFile file)
    {
        file.Read("views.0").Info.Shape.Should().Equal(4, 3, 2);
        file.Read("views.0").Values<float>().ToArray().Should().StartWith(new float[] { 0, 12, 4, 16, 8, 20, 1, 13 });
        file.Read("views.1").Values<float>().ToArray().Should().Equal(12, 14, 16, 18, 20, 22);
        file.Read("views.2").Values<float>().ToArray().Should().Equal(17);
        file.Read("views.3").Values<float>().ToArray().Should().Equal(1, 1, 1, 1);
    }

    private static void CheckTypes(PyTorchFile file)
    {
        file.Read("types.float64").Values<double>().ToArray().Should().Equal(0, 1, 3);
        file.Read("types.float32").Values<float>().ToArray().Should().Equal(0, 1, 3);
        file.Read("types.float16").Values<Half>().ToArray().Should().Equal((Half)0, (Half)1, (Half)3);
        file.Read("types.bfloat16").Values<ushort>().ToArray().Should().Equal(0, 0x3F80, 0x4040);
        file.Read("types.int64").Values<long>().ToArray().Should().Equal(0, 1, 3);
        file.Read("types.int32").Values<int>().ToArray().Should().Equal(0, 1, 3);
        file.Read("types.int16").Values<short>().ToArray().Should().Equal(0, 1, 3);
        file.Read("types.int8").Values<sbyte>().ToArray().Should().Equal(0, 1, 3);
        file.Read("types.uint8").Values<byte>().ToArray().Should().Equal(0, 1, 3);
        file.Read("types.bool").Values<bool>().ToArray().Should().Equal(false, true, true);
    }

    private void WriteFiles()
    {
        var script = _folder.File("write.py");
        File.WriteAllText(script, Script);
        using var python = Process.Start(TorchFactAttribute.Python, [script, _folder.Path]);
        python.WaitForExit();
        python.ExitCode.Should().Be(0);
    }

    private WeightsException OpeningOf(string name) =>
        FluentActions.Invoking(() => PyTorchFile.Open(_folder.File(name))).Should().Throw<WeightsException>().Which;
}
