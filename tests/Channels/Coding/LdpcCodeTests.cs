using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Tests.Coding;

public sealed class LdpcCodeTests
{
    /// <summary>Base-matrix cycles of length 4 that survive lifting: the standard has these five.</summary>
    private static readonly Dictionary<string, int> _fourCycles = new()
    {
        ["ldpc648r34"] = 2,
        ["ldpc1296r23"] = 2,
        ["ldpc1944r23"] = 1,
    };

    public static TheoryData<string> Names => [.. LdpcCodes.All.Select(code => code.Name)];

    [Theory]
    [InlineData("ldpc576r12", 288, 76)]
    [InlineData("ldpc648r12", 324, 88)]
    [InlineData("ldpc648r23", 432, 88)]
    [InlineData("ldpc648r34", 486, 88)]
    [InlineData("ldpc648r56", 540, 88)]
    [InlineData("ldpc1296r12", 648, 86)]
    [InlineData("ldpc1296r23", 864, 88)]
    [InlineData("ldpc1296r34", 972, 88)]
    [InlineData("ldpc1296r56", 1080, 85)]
    [InlineData("ldpc1944r12", 972, 86)]
    [InlineData("ldpc1944r23", 1296, 88)]
    [InlineData("ldpc1944r34", 1458, 85)]
    [InlineData("ldpc1944r56", 1620, 79)]
    public void Sizes_AreTheStandards(string name, int infoBits, int entries)
    {
        var code = LdpcCodes.Find(name);
        code.BlockColumns.Should().Be(24);
        code.InfoBits.Should().Be(infoBits);
        code.Layers.Sum(layer => layer.Length).Should().Be(entries);
        name.Should().StartWith($"ldpc{code.Length}r");
        code.Layers.SelectMany(layer => layer).Should().OnlyContain(entry => entry.Shift < code.Lifting);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ParityPart_IsDualDiagonal(string name)
    {
        var code = LdpcCodes.Find(name);
        var first = Column(code, code.InfoColumns);
        first.Should().HaveCount(3);
        first.Select(row => row.Row).Should().Equal(0, first[1].Row, code.Layers.Length - 1);
        first[1].Shift.Should().Be(0);
        first[0].Shift.Should().Be(first[2].Shift);
        for (var diagonal = 1; diagonal < code.Layers.Length; diagonal++)
            Column(code, code.InfoColumns + diagonal).Should().Equal((diagonal - 1, 0), (diagonal, 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ShortestCycle_IsSixButForTheKnownExceptions(string name)
    {
        var code = LdpcCodes.Find(name);
        var found = 0;
        foreach (var (above, below) in Pairs(code.Layers))
        {
            var differences = from a in above
                              join b in below on a.Column equals b.Column
                              select (a.Shift - b.Shift + code.Lifting) % code.Lifting;
            found += differences.GroupBy(turn => turn).Sum(same => same.Count() * (same.Count() - 1) / 2);
        }
        found.Should().Be(_fourCycles.GetValueOrDefault(name));
    }

    [Fact]
    public void Find_UnknownName_NamesTheNearest() =>
        FluentActions.Invoking(() => LdpcCodes.Find("ldpc648r55")).Should().Throw<ChannelOptionException>()
            .WithMessage("Unknown code 'ldpc648r55'; did you mean 'ldpc648r56'?");

    private static (int Row, int Shift)[] Column(LdpcCode code, int column) =>
    [
        .. from layer in code.Layers.Index()
           from entry in layer.Item
           where entry.Column == column
           select (layer.Index, entry.Shift),
    ];

    private static IEnumerable<(T, T)> Pairs<T>(T[] items) =>
        items.SelectMany((item, index) => items.Take(index).Select(earlier => (earlier, item)));
}
