using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EditableDeepSC.Models.Tests.Golden;

[Collection(GoldenSuite.Name)]
public class HashFillTests
{
    public static TheoryData<string> Files => GoldenFolder.Path is not { } folder ? new("none")
        : new(Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order());

    [Theory]
    [InlineData(0, 0, 0.36277782218530774)]
    [InlineData(0, 1, 0.7782547171227634)]
    [InlineData(1, 0, -0.7263708617538214)]
    [InlineData(7, 12345, 0.3350308961234987)]
    [InlineData(100000, 4294967295, -0.03230648348107934)]
    public void Sample_is_the_published_number(uint key, uint index, double expected) =>
        HashFill.Sample(key, index).Should().Be(expected);

    [GoldenTheory]
    [MemberData(nameof(Files))]
    public void Fill_of_a_file_has_the_published_hash(string name)
    {
        var file = GoldenFile.Read(name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var key in file.Keys) hash.AppendData(MemoryMarshal.AsBytes(HashFill.Key(key).AsSpan()));
        foreach (var input in file.Inputs) hash.AppendData(MemoryMarshal.AsBytes(HashFill.Input(input).AsSpan()));
        var published = File.ReadLines(Path.Combine(GoldenFolder.Path!, "README.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Single(cells => cells.Length > 2 && cells[1] == name + ".json")[2];
        Convert.ToHexStringLower(hash.GetHashAndReset()).Should().Be(published);
    }
}
