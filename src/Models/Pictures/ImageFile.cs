namespace EditableDeepSC.Models.Pictures;

/// <summary>The file formats of this project.</summary>
public enum ImageFormat
{
    Png,
    Jpeg,
}

/// <summary>Pictures on disk: the content decides how a file is read, the extension how it is written.</summary>
public static class ImageFile
{
    private static ReadOnlySpan<byte> JpegSignature => [0xFF, 0xD8, 0xFF];

    /// <summary>Reads a PNG or JPEG; throws an <see cref="ImageException"/> that names the file.</summary>
    public static RgbImage Read(string path, ImageLimits? limits = null)
    {
        try
        {
            return Decode(ReadBytes(path, limits ?? ImageLimits.Default), limits);
        }
        catch (ImageException problem)
        {
            throw new ImageException(problem.Reason, $"{path}: {problem.Message}");
        }
    }

    public static RgbImage Decode(ReadOnlySpan<byte> file, ImageLimits? limits = null) => FormatOf(file) switch
    {
        ImageFormat.Png => Png.Decode(file, limits),
        _ => Jpeg.Decode(file, limits),
    };

    /// <summary>Tells the format of a file by its first bytes, without reading the rest.</summary>
    public static ImageFormat FormatOf(string path)
    {
        using var stream = File.OpenRead(path);
        var start = new byte[Png.Signature.Length];
        return FormatOf(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }

    /// <summary>Tells the format by the first bytes.</summary>
    public static ImageFormat FormatOf(ReadOnlySpan<byte> file) =>
        file.StartsWith(Png.Signature) ? ImageFormat.Png
        : file.StartsWith(JpegSignature) ? ImageFormat.Jpeg
        : throw new ImageException(ImageErrorReason.UnknownFormat,
            file.IsEmpty ? "The file is empty." : "The file is neither a PNG nor a JPEG.");

    /// <summary>Writes .png (exact) or .jpg/.jpeg (quality 90, 4:2:0).</summary>
    public static void Write(string path, RgbImage image) =>
        WholeFile.Write(path, Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PNG" => Png.Encode(image),
            ".JPG" or ".JPEG" => Jpeg.Encode(image),
            var other => throw new ImageException(ImageErrorReason.UnknownFormat,
                $"{path}: images are written as .png, .jpg or .jpeg, not '{other}'."),
        });

    private static byte[] ReadBytes(string path, ImageLimits limits)
    {
        using var stream = File.OpenRead(path);
        if (!stream.CanSeek)
            throw new ImageException(ImageErrorReason.Unsupported, "The file is a pipe or a device, not a picture.");
        limits.CheckFile(stream.Length);
        var bytes = new byte[stream.Length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read];
    }
}

/// <summary>Why an image file was not read or written.</summary>
public enum ImageErrorReason
{
    /// <summary>The content is neither PNG nor JPEG, whatever the file is called.</summary>
    UnknownFormat,
    /// <summary>The file ends before its image does.</summary>
    Truncated,
    /// <summary>The content contradicts its format: a wrong checksum, an impossible code.</summary>
    Corrupt,
    /// <summary>A limit of <see cref="ImageLimits"/> is exceeded.</summary>
    TooLarge,
    /// <summary>A valid file of a kind that is not supported.</summary>
    Unsupported,
}

/// <summary>An image that cannot be read or written; the message names the cause and, if any, the remedy.</summary>
public sealed class ImageException(ImageErrorReason reason, string message) : Exception(message)
{
    public ImageErrorReason Reason { get; } = reason;
}
