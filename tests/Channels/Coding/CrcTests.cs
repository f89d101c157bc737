using System.Text;
using CsCheck;
using EditableDeepSC.Channels.Coding;

namespace EditableDeepSC.Channels.Tests.Coding;

public sealed class CrcTests
{
    private static readonly byte[] _checkText = Encoding.ASCII.GetBytes("123456789");

    [Fact]
    public void Compute_CheckText_GivesCatalogueValue()
    {
        Crc.Crc16.Compute(_checkText).Should().Be(0x906E);
        Crc.Crc32.Compute(_checkText).Should().Be(0xCBF43926);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Holds_OneOrTwoFlippedBits_AreAlwaysFound(int byteCount)
    {
        var crc = byteCount == 2 ? Crc.Crc16 : Crc.Crc32;
        Gen.Byte.Array[1, 200].Select(Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20]).Sample((data, first, second) =>
        {
            byte[] frame = [.. data, .. new byte[byteCount]];
            crc.Append(frame);
            crc.Holds(frame).Should().BeTrue();
            Flip(frame, first);
            crc.Holds(frame).Should().BeFalse();
            Flip(frame, second);
            crc.Holds(frame).Should().Be(first % (8 * frame.Length) == second % (8 * frame.Length));
        });
    }

    private static void Flip(byte[] frame, int bit)
    {
        bit %= 8 * frame.Length;
        frame[bit / 8] ^= (byte)(1 << bit % 8);
    }
}
