using System.Diagnostics;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Tests.Weights;
using EditableDeepSC.Models.Tests.Weights.PyTorch;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Tests.Golden;

/// <summary>Files that the real torch.save writes in the public layouts, with the golden weights.</summary>
[Collection(GoldenSuite.Name)]
public sealed class ImportTests : IDisposable
{
    // Writes the tensors of a golden file, the fill formula done in numpy; "lin" parts go into a file of their own.
    private const string Script = """
        import json, sys, numpy as np, torch
        golden, target, wrapper, name = sys.argv[1:5]
        def mix(x):
            x ^= x >> np.uint32(16); x *= np.uint32(0x7FEB352D)
            x ^= x >> np.uint32(15); x *= np.uint32(0x846CA68B)
            x ^= x >> np.uint32(16); return x
        state = {}
        for e in json.load(open(golden))['keys']:
            if 'values' in e: t = np.array(e['values'], dtype=e['dtype'])
            else:
                k = mix(np.array([(e['k'] + 0x9E3779B9) % 2 ** 32], dtype=np.uint32))
                r = mix(mix(np.arange(int(np.prod(e['shape'])), dtype=np.uint32)) ^ k)
                t = (e['offset'] + e['scale'] * (r / 2147483648.0 - 1.0)).astype(np.float32)
            state[e.get(name, e['key'])] = torch.from_numpy(t.reshape(e['shape']))
        state = {k: v for k, v in state.items() if 'num_batches_tracked' not in k or wrapper != 'module.'}
        lin = {k: v for k, v in state.items() if k.startswith('lin') and name == 'key'}
        if lin and 'lpips' in golden:
            torch.save(lin, target + '.lin')
            state = {k: v for k, v in state.items() if k.startswith('features.')}
        if wrapper == 'module.': state = {wrapper + k: v for k, v in state.items()}
        elif wrapper: state = {wrapper[:-1]: state, 'optimizer': {'step': torch.ones(3)}, 'epoch': 7}
        torch.save(state, target)
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [GoldenImportTheory]
    [InlineData("stylegan2", "generator_32", "g_ema.")]
    [InlineData("discriminator", "discriminator_32", "d.")]
    [InlineData("predictor", "attribute_predictor", "state_dict.")]
    [InlineData("arcface", "arcface_resnet18", "module.")]
    [InlineData("lpips", "lpips_alex", "")]
    [InlineData("lpips", "lpips_vgg", "", "lpips_key")]
    [InlineData("text", "language_encoder", "state_dict.")]
    [InlineData("field", "field_function", "")]
    [InlineData("inception", "inception_fid", "")]
    public void A_public_file_imports_to_the_public_outputs(
        string kind, string name, string wrapper, string keyField = "key")
    {
        var golden = GoldenFile.Read(name);
        using var network = Import(kind, WriteWithPython(name, wrapper, keyField));
        network.eval();
        switch (network)
        {
            case Generator generator: StyleGanGoldenTests.CheckGenerator(golden, generator); break;
            case Discriminator discriminator: StyleGanGoldenTests.CheckDiscriminator(golden, discriminator); break;
            case AttributePredictor predictor: AttributePredictorGoldenTests.Check(golden, predictor); break;
            case FaceIdentity identity: FaceIdentityGoldenTests.Check(golden, identity); break;
            case Lpips lpips: LpipsGoldenTests.Check(golden, lpips); break;
            case TextEncoder encoder: TextEncoderGoldenTests.Check(golden, encoder); break;
            case FieldFunction field: FieldFunctionGoldenTests.Check(golden, field); break;
            case InceptionV3 inception: InceptionGoldenTests.Check(golden, inception); break;
            default: throw new InvalidOperationException($"No check for {kind}.");
        }
    }

    /// <summary>Reads the PyTorch files, saves what they hold, and reads that again.</summary>
    private nn.Module Import(string kind, string[] files)
    {
        var known = NetworkKind.All.Single(k => k.Name == kind);
        var saved = folder.File("network.safetensors");
        using (var joined = new JoinedTensorFile(files))
        using (var network = known.Load(joined)) ModuleWeights.Save(network, saved);
        using var file = TensorFile.Open(saved);
        return known.Load(file);
    }

    private string[] WriteWithPython(string name, string wrapper, string keyField)
    {
        var target = folder.File("public.pth");
        using var python = Process.Start(new ProcessStartInfo(TorchFactAttribute.Python,
            ["-c", Script, Path.Combine(GoldenFolder.Path!, name + ".json"), target, wrapper, keyField])
        {
            RedirectStandardError = true,
        })!;
        var error = python.StandardError.ReadToEnd();
        python.WaitForExit();
        python.ExitCode.Should().Be(0, error);
        return File.Exists(target + ".lin") ? [target, target + ".lin"] : [target];
    }
}
