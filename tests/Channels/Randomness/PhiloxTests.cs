using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests.Randomness;

public class PhiloxTests
{
    /// <summary>The known-answer vectors that the Random123 library publishes for philox4x32, 10 rounds.</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Block_of_a_published_vector_is_the_published_answer(string counter, string key, string answer)
    {
        var keys = Words(key);
        var block = Philox4x32.Block(Block(counter), keys[0], keys[1]);

        block.Should().Be(Block(answer));
    }

    [Fact]
    public void Eight_blocks_at_once_are_the_same_as_one_after_another()
    {
        var key = new PhiloxKey(
            new Seed(0x0123456789ABCDEF), StreamPurpose.State, new UserId(7), new TransmissionId(0x1234_5678_9ABC), 3);
        const uint First = uint.MaxValue - 3; // the block number wraps within the eight

        Philox4x32.EightBlocks(key, First, out var x0, out var x1, out var x2, out var x3);

        for (var lane = 0; lane < 8; lane++)
            new PhiloxBlock(x0[lane], x1[lane], x2[lane], x3[lane])
                .Should().Be(key.Block(unchecked(First + (uint)lane)));
    }

    [Fact]
    public void Keys_that_differ_in_any_part_give_different_blocks()
    {
        var key = new PhiloxKey(new Seed(1), StreamPurpose.Noise, new UserId(1), new TransmissionId(1));
        PhiloxKey[] keys =
        [
            key, key with { Seed = new Seed(1UL << 40) }, key with { Purpose = StreamPurpose.Fading },
            key with { User = new UserId(2) }, key with { Transmission = new TransmissionId(1L << 40) },
            key with { Stage = 1 },
        ];

        keys.Select(k => k.Block(0)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Streams_of_plugins_coincide_neither_with_each_other_nor_with_the_programs_own()
    {
        var (seed, user, transmission) = (new Seed(1), new UserId(2), new TransmissionId(3));
        var own = Enum.GetValues<StreamPurpose>().Select(
            purpose => new PhiloxKey(seed, purpose, user, transmission).Block(0));
        string[] names = ["tunnel", "tunnel lamps", "tunneL", "rain", ""];
        var plugins = names.Select(name => PhiloxKey.OfPlugin(name, seed, user, transmission)).ToArray();

        own.Concat(plugins.Select(key => key.Block(0))).Should().OnlyHaveUniqueItems();
        plugins.Should().OnlyContain(key => key.Counter3 >> 24 == 255, "no purpose of the program is 255");
        plugins[0].Seed.Should().Be(new Seed(1 ^ 0x127DDF30DC5FA394UL), "the same on every machine and in every version");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1L << 48)]
    public void Transmission_outside_the_48_bits_of_the_counter_is_refused(long number) =>
        FluentActions.Invoking(() => new TransmissionId(number)).Should().Throw<ArgumentOutOfRangeException>();

    private static PhiloxBlock Block(string hex)
    {
        var words = Words(hex);
        return new PhiloxBlock(words[0], words[1], words[2], words[3]);
    }

    private static uint[] Words(string hex) => [.. hex.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
}
