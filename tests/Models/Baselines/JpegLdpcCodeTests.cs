using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.Receivers;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Baselines;

public sealed class JpegLdpcCodeTests : IDisposable
{
    private const int Side = 128, Portraits = 24;
    private const double PictureNumbers = 3.0 * Side * Side, BitsPerPixel = 0.7;

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    // 1,433 bytes and a CRC of four are 11,496 bits in 12 words, each with 972 of parity: 23,160 bits.
    [Theory]
    [InlineData(QamOrder.Qam16, 5_790, 0.1178)]
    [InlineData(QamOrder.Qam4, 11_580, 0.2356)]
    public void SymbolCount_Rate_IsThatOfTheBitsAndTheirParity(QamOrder modulation, int complexSymbols, double ratio)
    {
        using var code = new JpegLdpcCode(Side, BitsPerPixel, modulation);

        code.SymbolCount.Should().Be(2 * complexSymbols);
        (complexSymbols / PictureNumbers).Should().BeApproximately(ratio, 5e-5);
    }

    [Fact]
    public void Ratio_ThatThePaperPrints_TakesSixBitsOfInformationASymbol() =>
        (BitsPerPixel * Side * Side / 6 / PictureNumbers).Should().BeApproximately(0.0389, 5e-5);

    [Fact]
    public void Encode_Portraits_FillTheBitsAllowedToTwoPercent()
    {
        var rates = Pictures(Portraits).Select(picture => Jpeg.EncodeAtRate(picture, BitsPerPixel).BitsPerPixel).ToArray();

        rates.Average().Should().BeInRange(0.98 * BitsPerPixel, BitsPerPixel);
    }

    [Theory]
    [InlineData(EqualiserKind.Mmse)]
    [InlineData(EqualiserKind.MmseUnbiased)]
    public void Decode_WithoutAnError_IsTheJpegThatWasSent(EqualiserKind equaliser)
    {
        using var code = new JpegLdpcCode(Side, BitsPerPixel, QamOrder.Qam16);
        var picture = Pictures(1)[0];

        var received = Send(code, picture, 20, 0, new() { Equaliser = equaliser });

        received.IsIntact.Should().BeTrue();
        var jpeg = Jpeg.Decode(Jpeg.EncodeAtRate(picture, BitsPerPixel).File.Span);
        received.Picture.Pixels.SequenceEqual(jpeg.Pixels).Should().BeTrue();
    }

    // n = 60: none or one of 60 is below 5 %, and 58 of 60 are above 90 %, each by far more than chance.
    [Theory]
    [InlineData(QamOrder.Qam16, 0, 0.9, 1)]
    [InlineData(QamOrder.Qam16, 12, 0, 0.05)]
    [InlineData(QamOrder.Qam4, -6, 0.9, 1)]
    [InlineData(QamOrder.Qam4, 6, 0, 0.05)]
    public void Outage_BelowAndAboveTheCliff_IsAllOrNothing(QamOrder modulation, double snrDb, double least, double most)
    {
        const int Count = 60;
        using var code = new JpegLdpcCode(Side, BitsPerPixel, modulation);
        var picture = Pictures(1)[0];

        var outages = Enumerable.Range(0, Count).Count(id => Send(code, picture, snrDb, id).IsIntact == false);

        (outages / (double)Count).Should().BeInRange(least, most);
    }

    [Fact]
    public void Decode_WrongBits_ShowsWhatItCanAndGreyOtherwise()
    {
        using var code = new JpegLdpcCode(Side, BitsPerPixel, QamOrder.Qam16);
        var picture = Pictures(1)[0];

        var received = Enumerable.Range(0, 8).Select(id => Send(code, picture, 4, id)).ToArray();
        var nothing = Send(code, picture, -20, 0);

        received.Should().OnlyContain(one => one.Picture.Width == Side && one.Picture.Height == Side);
        nothing.IsIntact.Should().BeFalse();
        nothing.Picture.Pixels.ToArray().Should().OnlyContain(level => level == 128, "no header of a JPEG arrives");
    }

    [Fact]
    public void DecodeDamaged_WrongBytesInTheMiddle_KeepsWhatCameBefore()
    {
        var picture = Pictures(1)[0];
        var file = Jpeg.EncodeAtRate(picture, BitsPerPixel).File.ToArray();
        for (var i = file.Length * 3 / 4; i < file.Length; i++) file[i] ^= 0x5A;

        var shown = Jpeg.DecodeDamaged(file, Side, Side)!;

        var upper = Side * 3 * 16;
        shown.Pixels[..upper].SequenceEqual(Jpeg.Decode(Jpeg.EncodeAtRate(picture, BitsPerPixel).File.Span).Pixels[..upper])
            .Should().BeTrue();
        Jpeg.DecodeDamaged(file, Side, 2 * Side).Should().BeNull("it states another size");
    }

    [Fact]
    public void Encode_FewerBitsThanAnyJpegTakes_SaysSo()
    {
        using var code = new JpegLdpcCode(Side, 0.05, QamOrder.Qam16);

        code.Encode(Pictures(1)[0], 0, out var problem).Should().BeNull();
        problem.Should().Contain("raise 'bitsPerPixel'");
    }

    private static ReceivedPicture Send(
        JpegLdpcCode code, RgbImage picture, double snrDb, long id, ReceiverOptions? receiver = null)
    {
        var symbols = code.Encode(picture, 0, out _)!;
        var use = new ChannelUse(new Seed(1), default, new TransmissionId(id), 0, snrDb);
        return code.Decode(new Transmission(new AwgnChannel(), receiver).Send(symbols, 0, use).Frame);
    }

    internal static RgbImage[] Pictures(int count)
    {
        using var inner = NewDisposeScope();
        var images = PortraitRenderer.Render(new PortraitSampler(PortraitSets.Development).Sample(0, count));
        return [.. images.unbind(0).Select(ImageTensors.ToImage)];
    }
}
