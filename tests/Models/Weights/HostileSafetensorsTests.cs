using System.Buffers.Binary;
using System.Text;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Tests.Weights;

/// <summary>Whatever is in a .safetensors file, opening it works or is a <see cref="WeightsException"/>.</summary>
public sealed class HostileSafetensorsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", WeightsErrorReason.BadHeader, "not valid JSON")]
    [InlineData("not json", WeightsErrorReason.BadHeader, "not valid JSON")]
    [InlineData("[]", WeightsErrorReason.BadHeader, "expected StartObject")]
    [InlineData("{} {}", WeightsErrorReason.BadHeader, "not valid JSON")]
    [InlineData("{\"a\":1}", WeightsErrorReason.BadHeader, "expected StartObject")]
    [InlineData("{\"a\":{}}", WeightsErrorReason.BadHeader, "needs dtype")]
    [InlineData("{\"\\ud800\":{}}", WeightsErrorReason.BadHeader, "not valid JSON")]
    [InlineData("{\"a\":{\"dtype\":\"F8\",\"shape\":[],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.UnsupportedType, "'F8'")]
    [InlineData("{\"a\":{\"dtype\":\"3\",\"shape\":[],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.UnsupportedType, "'3'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.BadHeader, "whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[0.5],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.BadHeader, "whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.BadHeader, "whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.TooLarge, "at most")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[1000000000],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.TooLarge, "bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
        WeightsErrorReason.BadHeader, "[begin, end]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}",
        WeightsErrorReason.BadHeader, "[begin, end]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.BadTensor, "takes 8 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        WeightsErrorReason.Truncated, "ends at byte 8")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}",
        WeightsErrorReason.BadHeader, "2 bytes follow")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
        WeightsErrorReason.BadTensor, "gap of 2 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}," +
        "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[3,4]}}", WeightsErrorReason.BadTensor, "overlaps")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}," +
        "\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}", WeightsErrorReason.BadHeader, "occurs twice")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.BadHeader, "second key")]
    [InlineData("{\"__metadata__\":{\"n\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.BadHeader, "expected String")]
    [InlineData("{\"\\u001b[2J\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
        WeightsErrorReason.BadTensor, @"'\u001b[2J'")]
    [InlineData("{\"a\":[[[[[[[[0]]]]]]]]}", WeightsErrorReason.BadHeader, "expected StartObject")]
    public void Open_SenselessHeader_NamesTheFileAndTheProblem(string json, WeightsErrorReason reason, string message)
    {
        var problem = Opening(FileWith(json, dataBytes: 4));
        problem.Reason.Should().Be(reason);
        problem.Message.Should().StartWith(_folder.Path).And.Contain(message);
    }

    [Fact]
    public void Open_AHundredDimensions_IsRefused() => Opening(FileWith(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + string.Join(",", Enumerable.Repeat(1, 100)) +
        "],\"data_offsets\":[0,1]}}", 1))
        .Reason.Should().Be(WeightsErrorReason.BadTensor);

    [Theory]
    [InlineData(0, WeightsErrorReason.Truncated)]
    [InlineData(7, WeightsErrorReason.Truncated)]
    [InlineData(8, WeightsErrorReason.Truncated)]
    public void Open_FileWithoutAHeader_IsTruncated(int bytes, WeightsErrorReason reason)
    {
        var content = new byte[bytes];
        if (bytes > 0) content[0] = 100;
        Opening(_folder.Write("short", content)).Reason.Should().Be(reason);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(100_000_000_000)]
    public void Open_HeaderLengthBeyondTheLimit_IsRefused(ulong length)
    {
        var content = new byte[100];
        BinaryPrimitives.WriteUInt64LittleEndian(content, length);
        Opening(_folder.Write("long", content)).Reason.Should().Be(WeightsErrorReason.BadHeader);
    }

    [Fact]
    public void Open_FileThatIsNotThere_SaysSo()
    {
        Opening(_folder.File("none")).Reason.Should().Be(WeightsErrorReason.MissingFile);
        Opening(_folder.Path).Reason.Should().Be(WeightsErrorReason.MissingFile);
    }

    [Fact]
    public void Open_ThreeThousandMutatedFiles_WorksOrIsATypedError()
    {
        SafetensorsWriter.Write(_folder.File("whole"),
        [
            WeightTensor.From<float>("conv.weight", new float[24], 2, 3, 4), WeightTensor.From<long>("n", [3]),
            WeightTensor.From<byte>("mask", new byte[5], 5),
        ], new Dictionary<string, string> { ["format"] = "pt" });
        var original = File.ReadAllBytes(_folder.File("whole"));
        var random = new Random(7);
        var (opened, refused) = (0, 0);
        for (var n = 0; n < 3000; n++)
        {
            try
            {
                var file = Mutate(original, random);
                var jsonBytes = SafetensorsHeader.JsonBytes(file, file.Length);
                var data = file.AsSpan(8 + jsonBytes);
                foreach (var (info, offset) in SafetensorsHeader.Parse(file.AsSpan(8, jsonBytes), data.Length).Tensors)
                    _ = data.Slice((int)offset, (int)info.ByteCount);
                opened++;
            }
            catch (WeightsException)
            {
                refused++;
            }
        }
        (opened + refused).Should().Be(3000);
        opened.Should().BeGreaterThan(100);
        refused.Should().BeGreaterThan(1000);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        const string structure = "0123456789[]{}:,\" -e";
        var file = original.ToArray();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(file.Length);
            switch (random.Next(4))
            {
                case 0: file[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: file[at] = (byte)structure[random.Next(structure.Length)]; break;
                case 2: file[at % 8] = (byte)random.Next(256); break;
                default: file = at % 2 == 0 ? file[..Math.Max(at, 8)] : [.. file[..at], .. file[(at / 2)..]]; break;
            }
        }
        return file;
    }

    private string FileWith(string json, int dataBytes)
    {
        var header = Encoding.UTF8.GetBytes(json);
        var length = BitConverter.GetBytes((long)header.Length);
        return _folder.Write("file", [.. length, .. header, .. new byte[dataBytes]]);
    }

    private static WeightsException Opening(string path) =>
        FluentActions.Invoking(() => SafetensorsFile.Open(path)).Should().Throw<WeightsException>().Which;
}
