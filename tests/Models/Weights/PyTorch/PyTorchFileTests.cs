using EditableDeepSC.Models.Weights;
using EditableDeepSC.Models.Weights.PyTorch;
using static EditableDeepSC.Models.Tests.Weights.PyTorch.Pickle;

namespace EditableDeepSC.Models.Tests.Weights.PyTorch;

public sealed class PyTorchFileTests : IDisposable
{
    private static readonly byte[] Six = Floats(0, 1, 2, 3, 4, 5);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NestedContainers_NamesTensorsByTheirPath()
    {
        var scalar = Tensor("0", 6, 3, [], []);
        using var file = Open(Zip(Program(Dict(
            ("g_ema", Dict(("conv1.weight", scalar), ("bias", scalar))),
            ("steps", Number(7)),
            ("list", [.. Op("]("), .. scalar, .. Tuple(scalar, Op("N")), .. Op("e")]))), ("0", Six)));

        file.Tensors.Select(tensor => tensor.Name).Should()
            .Equal("g_ema.conv1.weight", "g_ema.bias", "list.0", "list.1.0");
        file.Read("list.1.0").Values<float>().ToArray().Should().Equal(3);
    }

    [Fact]
    public void Open_LoneTensor_IsCalledTensor()
    {
        using var file = Open(Zip(Program(Tensor("0", 6, 0, [2, 3], [3, 1])), ("0", Six)));
        file.Read("tensor").Values<float>().ToArray().Should().Equal(0, 1, 2, 3, 4, 5);
    }

    [Fact]
    public void Read_ViewsOfAStorage_HonourOffsetAndStrides()
    {
        using var file = Open(Zip(Program(Dict(
            ("transposed", Tensor("0", 6, 0, [3, 2], [1, 3])), ("tail", Tensor("0", 6, 4, [2], [1])),
            ("everySecond", Tensor("0", 6, 1, [3], [2])), ("repeated", Tensor("0", 6, 5, [4], [0])),
            ("column", Tensor("0", 6, 2, [2, 1], [3, 99])),
            ("empty", Tensor("0", 6, 6, [0, 5], [5, 1])))), ("0", Six)));

        file.Read("transposed").Values<float>().ToArray().Should().Equal(0, 3, 1, 4, 2, 5);
        file.Read("tail").Values<float>().ToArray().Should().Equal(4, 5);
        file.Read("everySecond").Values<float>().ToArray().Should().Equal(1, 3, 5);
        file.Read("repeated").Values<float>().ToArray().Should().Equal(5, 5, 5, 5);
        file.Read("column").Values<float>().ToArray().Should().Equal(2, 5);
        file.Read("empty").Bytes.Length.Should().Be(0);
    }

    /// <summary>Before torch 1.6 a tensor's storage could be a view of another: (its key, first element, count).</summary>
    [Fact]
    public void Read_LegacyStorageViews_HonoursTheirPlace()
    {
        using var file = Open(Legacy(Dict(
            ("whole", View(0, 6, 0, [2, 3], [3, 1])), ("part", View(2, 3, 1, [2], [1])), ("own", Tensor("0", 6, 5, [1], [1]))),
            ("0", 6, Six)));

        file.Read("whole").Values<float>().ToArray().Should().Equal(0, 1, 2, 3, 4, 5);
        file.Read("part").Values<float>().ToArray().Should().Equal(3, 4);
        file.Read("own").Values<float>().ToArray().Should().Equal(5);
    }

    [Theory]
    [InlineData(2, 5, 0, 1)] // the view ends outside its storage
    [InlineData(-1, 2, 0, 1)]
    [InlineData(long.MaxValue, 2, 0, 1)]
    [InlineData(2, 2, 0, 3)] // the tensor ends outside the view
    [InlineData(2, 2, -1, 1)]
    public void Open_ImpossibleStorageView_IsRefused(long first, long length, long offset, long count) =>
        FluentActions.Invoking(() => Open(Legacy(Dict(("a", View(first, length, offset, [count], [1]))), ("0", 6, Six))))
            .Should().Throw<WeightsException>();

    private static byte[] View(long first, long length, long offset, long[] shape, long[] strides) =>
        Call(Global("torch._utils", "_rebuild_tensor_v2"),
            [
                .. Tuple(Text("storage"), Global("torch", "FloatStorage"), Text("0"), Text("cpu"), Number(6),
                    Tuple(Text($"view {first}"), Number(first), Number(length))),
                (byte)'Q',
            ],
            Number(offset), Tuple([.. shape.Select(Number)]), Tuple([.. strides.Select(Number)]), [0x89],
            Call(Global("collections", "OrderedDict")));

    [Theory]
    [InlineData("<!DOCTYPE html><html>Virus scan warning</html>", "a web page")]
    [InlineData("  \n<html>", "a web page")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "git lfs pull")]
    [InlineData("\u001f\u008b\u0008 compressed", "gzip")]
    [InlineData("\u0089HDF\r\n\u001a\n", "HDF5")]
    [InlineData("TAR", "a tar archive")]
    public void Open_SomethingElseThatIsTakenForWeights_SaysWhatItIs(string content, string what)
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(content == "TAR" ? "checkpoint/data".PadRight(257, '\0') + "ustar\0" : content);
        var path = _folder.File("weights.pth");
        File.WriteAllBytes(path, bytes);

        FluentActions.Invoking(() => TensorFile.Open(path)).Should().Throw<WeightsException>().WithMessage($"{path}: *{what}*");
    }

    [Fact]
    public void Open_LegacyFile_FindsEveryStorage()
    {
        using var file = Open(Legacy(
            Dict(("a", Tensor("77", 6, 0, [6], [1])), ("b", Tensor("78", 2, 0, [2], [1], "LongStorage"))),
            ("78", 2, [.. BitConverter.GetBytes(-9L), .. BitConverter.GetBytes(10L)]), ("77", 6, Six)));

        file.Read("a").Values<float>().ToArray().Should().Equal(0, 1, 2, 3, 4, 5);
        file.Read("b").Values<long>().ToArray().Should().Equal(-9, 10);
    }

    [Fact]
    public void Open_HarmlessObjectsBesideTheTensors_AreIgnored()
    {
        byte[] numpyScalar = Call(Global("numpy.core.multiarray", "scalar"),
            [.. Call(Global("numpy", "dtype"), Text("f8")), .. Tuple(Number(3), Text("<")), .. Op("b")],
            Call(Global("_codecs", "encode"), Text("\0\0"), Text("latin1")));
        byte[] arguments =
            [.. Global("argparse", "Namespace"), .. Tuple(), 0x81, .. Dict(("lr", Number(1))), .. Op("b")];
        using var file = Open(Zip(Program(Dict(
            ("best", numpyScalar), ("args", arguments), ("w", Tensor("0", 6, 0, [6], [1])))), ("0", Six)));

        file.Tensors.Should().ContainSingle().Which.Name.Should().Be("w");
    }

    [Fact]
    public void TensorFile_Open_TellsTheKindsApartByContent()
    {
        var zip = _folder.Write("a.safetensors", Zip(Program(Tensor("0", 6, 0, [6], [1])), ("0", Six)));
        var legacy = _folder.Write("b", Legacy(Tensor("0", 6, 0, [6], [1]), ("0", 6, Six)));
        SafetensorsWriter.Write(_folder.File("c.pt"), [WeightTensor.From<float>("w", [1f], 1)]);

        foreach (var path in new[] { zip, legacy })
        {
            using var file = TensorFile.Open(path);
            file.Should().BeOfType<PyTorchFile>().Which.Tensors.Should().ContainSingle();
        }
        using var safetensors = TensorFile.Open(_folder.File("c.pt"));
        safetensors.Should().BeOfType<SafetensorsFile>();
        FluentActions.Invoking(() => TensorFile.Open(_folder.File("none"))).Should().Throw<WeightsException>();
    }

    private PyTorchFile Open(byte[] content) => PyTorchFile.Open(_folder.Write("file.pt", content));
}
