using EditableDeepSC.Channels.Channels;

namespace EditableDeepSC.Channels.Tests.Channels;

public class BlockFadingTests
{
    public static TheoryData<string, int, int> Cases()
    {
        var cases = new TheoryData<string, int, int>();
        foreach (var name in (string[])["rayleigh", "rician", "nakagami"])
        {
            cases.Add(name, 1, 64);
            cases.Add(name, 7, 64);
            cases.Add(name, 64, 64);
            cases.Add(name, 100, 64);
            cases.Add(name, 0, 64);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gain_changes_exactly_where_a_block_ends(string name, int blockSymbols, int symbols)
    {
        var channel = Modules.Channel(name, $$"""{"blockSymbols": {{blockSymbols}}}""");
        var realisation = Draws.Of(channel, Draws.Use(symbols));
        var gain = realisation.Gain;

        var length = blockSymbols == 0 ? symbols : blockSymbols;
        for (var i = 1; i < symbols; i++)
        {
            var same = gain.Real[i] == gain.Real[i - 1] && gain.Imaginary[i] == gain.Imaginary[i - 1];
            same.Should().Be(i % length != 0, $"symbol {i} of blocks of {length}");
        }
        realisation.CoherenceSymbols.Should().Be(Math.Min(length, symbols));
    }

    [Fact]
    public void Next_transmission_has_new_gains()
    {
        var channel = new RayleighChannel(new RayleighOptions { BlockSymbols = 0 });

        Draws.Of(channel, Draws.Use(4, transmission: 0)).Gain.Real[0]
            .Should().NotBe(Draws.Of(channel, Draws.Use(4, transmission: 1)).Gain.Real[0]);
    }
}
