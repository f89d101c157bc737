using CsCheck;
using EditableDeepSC.Channels.Coding;

namespace EditableDeepSC.Channels.Tests.Coding;

public sealed class BlockInterleaverTests
{
    [Fact]
    public void Interleave_ThreeColumns_ReadsColumnByColumn()
    {
        var interleaved = new int[8];
        new BlockInterleaver(3).Interleave<int>([0, 1, 2, 3, 4, 5, 6, 7], interleaved);
        interleaved.Should().Equal(0, 3, 6, 1, 4, 7, 2, 5);
    }

    [Fact]
    public void Deinterleave_AnyLengthAndWidth_RestoresTheOrder() =>
        Gen.Select(Gen.Int.Array[0, 300], Gen.Int[1, 40]).Sample((ordered, columns) =>
        {
            var interleaver = new BlockInterleaver(columns);
            var (there, back) = (new int[ordered.Length], new int[ordered.Length]);
            interleaver.Interleave<int>(ordered, there);
            interleaver.Deinterleave<int>(there, back);
            back.Should().Equal(ordered);
        });
}
