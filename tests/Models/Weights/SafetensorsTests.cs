using System.Buffers.Binary;
using System.Text;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Tests.Weights;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_ThenOpen_GivesEveryTypeBack()
    {
        var path = _folder.File("all.safetensors");
        SafetensorsWriter.Write(path,
        [
            WeightTensor.From<float>("a.weight", [1.5f, -2, float.NaN, 4, 5, 6], 2, 3),
            WeightTensor.From<Half>("b", [(Half)0.5f], 1),
            WeightTensor.From<long>("c", [long.MinValue, 7], 2),
            WeightTensor.From<double>("d", [Math.PI]),
            WeightTensor.From<int>("e", [-1], 1),
            WeightTensor.From<short>("f", [-300], 1),
            WeightTensor.From<sbyte>("g", [-3], 1),
            WeightTensor.From<byte>("h", [200, 201, 202], 3),
            WeightTensor.From<bool>("i", [true, false], 2),
            WeightTensor.From<ushort>("j", [0x3F80], 1),
            WeightTensor.From<float>("empty", [], 0, 3),
        ]);

        using var file = SafetensorsFile.Open(path);

        file.Tensors.Should().HaveCount(11);
        file.Read("a.weight").Info.Shape.Should().Equal(2, 3);
        file.Read("a.weight").Values<float>().ToArray().Should().Equal(1.5f, -2, float.NaN, 4, 5, 6);
        file.Read("b").Values<Half>().ToArray().Should().Equal((Half)0.5f);
        file.Read("c").Values<long>().ToArray().Should().Equal(long.MinValue, 7);
        file.Read("d").Info.Shape.Should().BeEmpty("a scalar has no dimensions");
        file.Read("d").Values<double>().ToArray().Should().Equal(Math.PI);
        file.Read("e").Values<int>().ToArray().Should().Equal(-1);
        file.Read("f").Values<short>().ToArray().Should().Equal(-300);
        file.Read("g").Values<sbyte>().ToArray().Should().Equal(-3);
        file.Read("h").Values<byte>().ToArray().Should().Equal(200, 201, 202);
        file.Read("i").Values<bool>().ToArray().Should().Equal(true, false);
        file.Read("j").Info.Type.Should().Be(TensorType.BF16);
        file.Read("empty").Bytes.Length.Should().Be(0);
    }

    [Fact]
    public void Write_SameTensors_GivesTheSameBytesWhateverTheirOrder()
    {
        WeightTensor[] tensors = [Scalar("b"), Scalar("a"), WeightTensor.From<byte>("c", [1, 2, 3], 3)];
        var metadata = new Dictionary<string, string> { ["z"] = "1", ["format"] = "pt" };

        SafetensorsWriter.Write(_folder.File("1"), tensors, metadata);
        SafetensorsWriter.Write(_folder.File("2"), tensors.Reverse(), metadata);

        File.ReadAllBytes(_folder.File("2")).Should().Equal(File.ReadAllBytes(_folder.File("1")));
    }

    [Fact]
    public void Write_Layout_IsThePublicFormats()
    {
        var path = _folder.File("layout");
        SafetensorsWriter.Write(path, [WeightTensor.From<byte>("u", [9], 1), WeightTensor.From<float>("w", [1f], 1)],
            new Dictionary<string, string> { ["format"] = "pt" });

        var bytes = File.ReadAllBytes(path);
        var headerBytes = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Encoding.UTF8.GetString(bytes, 8, headerBytes).TrimEnd(' ').Should().Be(
            """{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":""" +
            """{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}""");
        (headerBytes % 8).Should().Be(0, "the data is aligned");
        bytes[(8 + headerBytes)..].Should().Equal(0, 0, 0x80, 0x3F, 9);
    }

    [Fact]
    public void Open_Metadata_IsGivenBack()
    {
        var metadata = new Dictionary<string, string> { ["note"] = "naïve \"quote\"" };
        SafetensorsWriter.Write(_folder.File("m"), [], metadata);
        using var file = SafetensorsFile.Open(_folder.File("m"));
        file.Metadata.Should().Equal(metadata);
        file.Tensors.Should().BeEmpty();
    }

    [Fact]
    public void Write_OverAFileThatIsOpen_LeavesTheOpenOneAlone()
    {
        var path = _folder.File("same");
        SafetensorsWriter.Write(path, [WeightTensor.From<float>("w", [1f], 1)]);
        using var old = SafetensorsFile.Open(path);

        SafetensorsWriter.Write(path, [WeightTensor.From<float>("w", [2f], 1)]);

        old.Read("w").Values<float>()[0].Should().Be(1);
        using var fresh = SafetensorsFile.Open(path);
        fresh.Read("w").Values<float>()[0].Should().Be(2);
        Directory.GetFiles(_folder.Path).Should().ContainSingle("the half-written file was renamed");
    }

    [Fact]
    public void Read_UnknownNameWrongTypeOrDisposedFile_SaysSo()
    {
        SafetensorsWriter.Write(_folder.File("w"), [Scalar("w")]);
        var file = SafetensorsFile.Open(_folder.File("w"));
        var tensor = file.Read("w");

        file.Invoking(f => f.Read("v")).Should().Throw<WeightsException>()
            .WithMessage("*'v'*").Which.Reason.Should().Be(WeightsErrorReason.MissingTensor);
        tensor.Invoking(t => t.Values<long>().Length).Should().Throw<WeightsException>()
            .WithMessage("w F32 []*Int64*").Which.Reason.Should().Be(WeightsErrorReason.WrongType);
        file.Dispose();
        tensor.Invoking(t => t.Bytes.Length).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Write_NameThatIsTaken_IsRefused()
    {
        FluentActions.Invoking(() => SafetensorsWriter.Write(_folder.File("x"), [Scalar("a"), Scalar("a")]))
            .Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SafetensorsWriter.Write(_folder.File("x"), [Scalar("__metadata__")]))
            .Should().Throw<ArgumentException>();
        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    private static WeightTensor Scalar(string name) => WeightTensor.From<float>(name, [1f]);
}
