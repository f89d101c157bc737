using System.Buffers.Binary;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Tests.Pictures;

/// <summary>Whatever is done to a file, reading it gives a picture or an <see cref="ImageException"/>.</summary>
public sealed class MutatedImageTests
{
    private const int FilesPerFormat = 1000;

    [Fact]
    public void Decode_ThousandMutatedPngs_GivesAPictureOrATypedError() => Fuzz(2024,
        Png.Encode(TestImages.Textured(48, 40)),
        Png.Encode(TestImages.Noise(64, 64), compressionLevel: 0),
        PngBuilder.Build(8, 8, 8, 3, new byte[64], 8, ("PLTE", [1, 2, 3, 4, 5, 6]), ("tRNS", [7])),
        PngBuilder.Build(8, 8, 16, 6, TestImages.Noise(8, 22).Pixels[..512].ToArray(), 64,
            ("zTXt", [(byte)'k', 0, 0, .. PngBuilder.Deflate(new byte[500])])));

    [Fact]
    public void Decode_ThousandMutatedJpegs_GivesAPictureOrATypedError() => Fuzz(2025,
        Jpeg.Encode(TestImages.Textured(48, 40)),
        Jpeg.EncodeAtRate(TestImages.Textured(64, 64), 2).File.ToArray(),
        TestImages.File("cmyk.jpg"), TestImages.File("grey.jpg"), TestImages.File("orientation6.jpg"));

    private static void Fuzz(int seed, params byte[][] originals)
    {
        var random = new Random(seed);
        var (pictures, errors) = (0, 0);
        for (var n = 0; n < FilesPerFormat; n++)
        {
            var file = Mutate(originals[n % originals.Length], random);
            try
            {
                var image = ImageFile.Decode(file);
                image.Pixels.Length.Should().Be(image.Width * image.Height * 3);
                pictures++;
            }
            catch (ImageException)
            {
                errors++;
            }
        }
        (pictures + errors).Should().Be(FilesPerFormat);
        pictures.Should().BeGreaterThan(FilesPerFormat / 50, "some damage goes unnoticed");
        errors.Should().BeGreaterThan(FilesPerFormat / 4);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var file = original.ToArray();
        switch (random.Next(6))
        {
            case 0:
                for (var flips = random.Next(1, 8); flips > 0; flips--)
                    file[random.Next(8, file.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                file = file[..random.Next(file.Length)];
                break;
            case 2:
                EditLength(file, random);
                break;
            case 3:
                random.NextBytes(file.AsSpan(random.Next(8, file.Length - 8), 8));
                break;
            case 4:
                var (from, count) = (random.Next(file.Length), random.Next(1, 200));
                file = [.. file[..from], .. file.Skip(from).Take(count), .. file[from..]];
                break;
            default: // the first kilobyte is where the headers are
                file[random.Next(8, Math.Min(file.Length, 700))] = (byte)random.Next(256);
                break;
        }
        // With right checksums half of the damaged PNGs get past the first gate.
        if (random.Next(2) == 0 && file.AsSpan().StartsWith(PngBuilder.Signature)) MendChecksums(file);
        return file;
    }

    private static void EditLength(byte[] file, Random random)
    {
        var isPng = file.AsSpan().StartsWith(PngBuilder.Signature);
        var starts = Enumerable.Range(2, file.Length - 10).Where(at => isPng
            ? file.AsSpan(at + 4, 4).IndexOfAnyExceptInRange((byte)'A', (byte)'z') < 0
            : file[at] == 0xFF && file[at + 1] >= 0xC0).ToArray();
        var start = starts[random.Next(starts.Length)];
        if (isPng) random.NextBytes(file.AsSpan(start + random.Next(4), 1));
        else random.NextBytes(file.AsSpan(start + 2, 2));
    }

    private static void MendChecksums(byte[] file)
    {
        for (var rest = file.AsSpan(PngBuilder.Signature.Length); rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12) return;
            PngBuilder.WriteCrc(rest[..((int)length + 12)]);
            rest = rest[((int)length + 12)..];
        }
    }
}
