using System.IO.Compression;
using EditableDeepSC.Models.Weights;
using EditableDeepSC.Models.Weights.PyTorch;
using static EditableDeepSC.Models.Tests.Weights.PyTorch.Pickle;

namespace EditableDeepSC.Models.Tests.Weights.PyTorch;

/// <summary>Files that want to run code, or to use up memory or time.</summary>
public sealed class HostilePickleTests : IDisposable
{
    private static readonly byte[] Six = Floats(0, 1, 2, 3, 4, 5);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "exec")]
    [InlineData("builtins", "getattr")]
    [InlineData("subprocess", "Popen")]
    [InlineData("torch.storage", "_load_from_bytes")]
    [InlineData("torch", "load")]
    [InlineData("torch.hub", "load")]
    [InlineData("collections", "OrderedDict.__init__.__globals__")]
    public void Open_CallOfUnknownCode_IsRefusedByNameAndNotExecuted(string module, string name)
    {
        var marker = _folder.File("marker");
        var command = Text($"touch {marker}");
        byte[][] programs =
        [
            Program(Call(Global(module, name), command)),
            Program([.. Text(module), .. Text(name), 0x93, .. Tuple(command), (byte)'R']),
            Program([.. Op("("), .. command, .. Op($"i{module}\n{name}\n")]),
            Program([.. Global(module, name), .. Tuple(command), 0x81]),
            Program(Dict(("deep", Tuple(Dict(("state", Call(Global(module, name), command))))))),
            Program([.. Call(Global("collections", "OrderedDict")), .. Call(Global(module, name), command),
                .. Op("b")]),
            Program([.. Call(Global("argparse", "Namespace")), .. Dict(("__setstate__", Global(module, name))),
                .. Op("b"), .. command, .. Op("b")]),
        ];
        foreach (var program in programs)
        {
            foreach (var content in new[] { Zip(program), Legacy(program) })
            {
                var problem = Opening(content);
                problem.Reason.Should().Be(WeightsErrorReason.RefusedGlobal);
                problem.Message.Should().Contain($"'{module}.{name}'").And.Contain("Nothing was executed");
            }
        }
        File.Exists(marker).Should().BeFalse();
    }

    [Theory]
    [InlineData("ctorch\nFloatStorage\n)R", "torch.FloatStorage is called")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n)R", "arguments that it cannot take")]
    [InlineData("ctorch._utils\n_rebuild_parameter\n)R", "arguments that it cannot take")]
    [InlineData("ctorch\nSize\nNb", "BUILD of an object that has no state")]
    [InlineData("X\x01\0\0\0a)R", "String found where PickleGlobal")]
    [InlineData("(cargparse\nNamespace\no", "opcode 0x6f")]
    [InlineData("\x82\x01", "opcode 0x82")]
    [InlineData("Pstorage\n", "opcode 0x50")]
    [InlineData("X\x01\0\0\0aQ", "String found where PickleTuple")]
    [InlineData("}Q", "PickleDict found where PickleTuple")]
    [InlineData("0", "empty stack")]
    [InlineData("(0", "empty stack")]
    [InlineData("t", "no mark")]
    [InlineData("N(Na", "List`1")]
    [InlineData("}(Nu", "key without a value")]
    [InlineData("j\xff\xff\xff\xff", "recalls object 4294967295")]
    [InlineData("caaaa", "line has no end")]
    public void Open_SenselessProgram_IsATypedError(string program, string message)
    {
        var problem = Opening(Zip(Program(Op(program))));
        problem.Reason.Should().Be(WeightsErrorReason.BadHeader);
        problem.Message.Should().Contain(message);
    }

    [Fact]
    public void Open_HugeMemoNumber_TakesNoMemory()
    {
        var program = Program(Op("]r\xff\xff\xff\xffj\xff\xff\xff\xff"));
        using var file = PyTorchFile.Open(_folder.Write("memo", Zip(program)));
        file.Tensors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("\x8d\xff\xff\xff\xff\xff\xff\xff\xff")]
    [InlineData("B\xff\xff\xff\xff")]
    [InlineData("\x8a\xff")]
    [InlineData("X\x10\0\0\0abc")]
    public void Open_LengthBeyondTheEnd_IsTruncated(string program) =>
        Opening(Zip(Program(Op(program)))).Reason.Should().Be(WeightsErrorReason.Truncated);

    [Fact]
    public void Open_PickleBombs_AreRefused()
    {
        var laughs = "]q\0" + string.Concat(Enumerable.Range(1, 40).Select(n => (New: (char)n, Old: (char)(n - 1)))
            .Select(list => $"](h{list.Old}h{list.Old}eq{list.New}"));
        foreach (var bomb in new[]
        {
            new string(']', 100_000) + new string('a', 99_999), // nested too deep
            "]q\0h\0a", // a list that contains itself
            laughs, // forty lists, each of them twice in the next
            string.Concat(Enumerable.Repeat("N0", 1_500_000)) + "N", // opcodes without end
        })
            Opening(Zip(Program(Op(bomb)))).Reason.Should().Be(WeightsErrorReason.TooLarge);
    }

    [Theory]
    [InlineData(0, new long[] { 7 }, new long[] { 1 })]
    [InlineData(6, new long[] { 1 }, new long[] { 1 })]
    [InlineData(-1, new long[] { 1 }, new long[] { 1 })]
    [InlineData(0, new long[] { -1 }, new long[] { 1 })]
    [InlineData(5, new long[] { 2 }, new long[] { -1 })]
    [InlineData(0, new long[] { 2 }, new long[] { 1, 1 })]
    [InlineData(0, new[] { 2, long.MaxValue }, new[] { long.MaxValue, long.MaxValue })]
    public void Open_TensorThatLeavesItsStorage_IsRefused(long offset, long[] shape, long[] strides) =>
        Opening(Zip(Program(Tensor("0", 6, offset, shape, strides)), ("0", Six)))
            .Reason.Should().Be(WeightsErrorReason.BadTensor);

    [Fact]
    public void Open_TerabytesOfViewsOfOneElement_AreRefused()
    {
        var views = Enumerable.Range(0, 50).Select(n => ($"t{n}", Tensor("0", 6, 0, [500_000_000], [0]))).ToArray();
        Opening(Zip(Program(Dict(views)), ("0", Six))).Reason.Should().Be(WeightsErrorReason.TooLarge);
    }

    [Fact]
    public void Open_OrRead_ZipThatDoesNotFitItsPickle_IsATypedError()
    {
        var pickle = Program(Tensor("0", 6, 0, [6], [1]));
        Reading(Zip(pickle)).Message.Should().Contain("archive/data/0");
        Reading(Zip(pickle, ("0", Six[..20]))).Message.Should().Contain("20 bytes");
        Opening(Zip([("a/data.pkl", pickle), ("b/data.pkl", pickle)])).Message.Should().Contain("2 files");
        Opening(Zip([("a/other", pickle)])).Message.Should().Contain("0 files");
        Opening(Zip([("data.pkl", pickle), ("byteorder", "big"u8.ToArray())]))
            .Reason.Should().Be(WeightsErrorReason.UnsupportedType);
        Opening(Zip([("data.pkl", Program(Op(new string('N', 5000))))], CompressionLevel.Optimal))
            .Message.Should().Contain("is compressed");
        Opening(Zip(Program(Tuple(Tensor("0", 6, 0, [6], [1]), Tensor("0", 6, 0, [6], [1], "IntStorage")))))
            .Message.Should().Contain("two ways");
        Opening(Zip(Program(Dict(("a", Tensor("0", 6, 0, [], [])), ("a", Tensor("0", 6, 0, [], []))))))
            .Message.Should().Contain("Two tensors are called 'a'");
    }

    [Fact]
    public void Open_LegacyFileThatDoesNotFit_IsATypedError()
    {
        var tensor = Tensor("0", 6, 0, [6], [1]);
        Opening(Legacy(tensor, ("0", 6, Six[..23]))).Reason.Should().Be(WeightsErrorReason.Truncated);
        Opening(Legacy(tensor, ("0", long.MaxValue, Six))).Reason.Should().Be(WeightsErrorReason.Truncated);
        Opening(Legacy(tensor, ("0", -1, Six))).Reason.Should().Be(WeightsErrorReason.Truncated);
        Opening(Legacy(tensor, ("1", 6, Six))).Message.Should().Contain("'1' belongs to no tensor");
        Reading(Legacy(tensor, ("0", 5, Six))).Message.Should().Contain("5 elements where 6");
        Reading(Legacy(tensor)).Message.Should().Contain("'0' is not in the file's list");
        Opening(Program(Number(5))).Message.Should().Contain("magic number");
        Opening("just text"u8.ToArray()).Reason.Should().Be(WeightsErrorReason.BadHeader);
        Opening([]).Reason.Should().Be(WeightsErrorReason.Truncated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_ThousandMutatedFiles_WorksOrIsATypedError(bool legacy)
    {
        var pickle = Dict(("a", Tensor("0", 6, 0, [2, 3], [3, 1])), ("b", Tensor("0", 6, 1, [3], [2])));
        var original = legacy ? Legacy(pickle, ("0", 6, Six)) : Zip(Program(pickle), ("0", Six));
        var random = new Random(11);
        var (read, refused) = (0, 0);
        for (var n = 0; n < 1000; n++)
        {
            try
            {
                ReadAll(Mutate(original, random));
                read++;
            }
            catch (WeightsException)
            {
                refused++;
            }
        }
        (read + refused).Should().Be(1000);
        read.Should().BeGreaterThan(20);
        refused.Should().BeGreaterThan(200);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var file = original.ToArray();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(file.Length);
            if (random.Next(10) == 0) file = file[..Math.Max(at, 1)];
            else if (random.Next(2) == 0) file[at] ^= (byte)(1 << random.Next(8));
            else file[at] = (byte)random.Next(256);
        }
        return file;
    }

    private void ReadAll(byte[] content)
    {
        using var file = PyTorchFile.Open(_folder.Write("file.pt", content));
        foreach (var tensor in file.Tensors)
            file.Read(tensor.Name).Bytes.Length.Should().Be((int)tensor.ByteCount);
    }

    private WeightsException Reading(byte[] content) =>
        FluentActions.Invoking(() => ReadAll(content)).Should().Throw<WeightsException>().Which;

    private WeightsException Opening(byte[] content) =>
        FluentActions.Invoking(() => PyTorchFile.Open(_folder.Write("file.pt", content)))
            .Should().Throw<WeightsException>().Which;
}
