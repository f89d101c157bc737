using System.Collections.Immutable;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Tests.Commands;

/// <summary>A weights file that holds something else than its network is refused; it never ends the process.</summary>
public sealed class HostileWeightsTests : IDisposable
{
    private const int Files = 500;
    private static readonly (string File, string Kind)[] Networks =
        [("predictor", "predictor"), ("identity", "arcface"), ("discriminator", "discriminator"), ("perceptual", "lpips"), ("text", "text")];

    private readonly string folder = Directory.CreateTempSubdirectory("eds-hostile-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Import_FiveHundredFilesWithAWrongShapeTypeOrName_ExitsFourEach()
    {
        var random = new Random(16);
        var path = Path.Combine(folder, "net.safetensors");
        var shipped = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../weights"));
        for (var n = 0; n < Files; n++)
        {
            var (name, kind) = Networks[n % Networks.Length];
            string what;
            using (var file = SafetensorsFile.Open(Path.Combine(shipped, name + ".safetensors")))
            {
                var tensors = file.Tensors.Select(tensor => file.Read(tensor.Name)).ToList();
                var at = random.Next(tensors.Count);
                while (IsOptional(tensors[at].Info.Name)) at = random.Next(tensors.Count);
                what = $"{n}: {kind}, {Damage(tensors, at, random)}";
                SafetensorsWriter.Write(path, tensors, null);
            }
            var error = new StringWriter();

            var code = await CommandLine.RunAsync(
                ["weights", "import", "--kind", kind, path, "--out", Path.Combine(folder, "out.safetensors")], TextWriter.Null, error);

            code.Should().Be(ExitCode.BadWeights, what);
            error.ToString().Should().StartWith("eds: ", what).And.NotContain("   at ", what);
        }
    }

    private static bool IsOptional(string name) =>
        name.EndsWith("num_batches_tracked", StringComparison.Ordinal) || name.StartsWith("scaling_layer", StringComparison.Ordinal);

    private static string Damage(List<WeightTensor> tensors, int at, Random random)
    {
        var (info, bytes) = (tensors[at].Info, tensors[at].Bytes.ToArray());
        switch (random.Next(5))
        {
            case 0:
                tensors.RemoveAt(at);
                return $"{info.Name} missing";
            case 1:
                tensors[at] = new(new TensorInfo(info.Name + "_", info.Type, info.Shape), bytes);
                return $"{info.Name} renamed";
            case 2:
                var type = info.Type == TensorType.F16 ? TensorType.I16 : TensorType.I32;
                tensors[at] = new(new TensorInfo(info.Name, type, info.Shape), bytes);
                return $"{info.Name} of type {type}";
            case 3:
                ImmutableArray<long> other = info.Shape.Length > 1 ? [info.ElementCount] : [1, info.ElementCount];
                tensors[at] = new(new TensorInfo(info.Name, info.Type, other), bytes);
                return $"{info.Name} flattened";
            default:
                var size = bytes.Length / (int)info.ElementCount;
                tensors[at] = new(new TensorInfo(info.Name, info.Type, [.. info.Shape.Select(_ => 1L).Append(1)]), bytes.AsMemory(0, size));
                return $"{info.Name} of one element";
        }
    }
}
