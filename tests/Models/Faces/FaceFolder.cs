using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Tests.Faces;

/// <summary>A temporary folder with plain pictures: number i has a colour of its own.</summary>
internal sealed class FaceFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory();

    public FaceFolder(int count, int side = 8)
    {
        Directory.CreateDirectory(Images);
        for (var i = 0; i < count; i++) Add($"{i:D6}.png", side, side, i);
    }

    public string Images => PathOf("images");

    public string PathOf(string name) => Path.Combine(root.FullName, name);

    public void Add(string name, int width, int height, int shade)
    {
        var picture = new RgbImage(width, height);
        picture.Pixels.Fill((byte)shade);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Images, name))!);
        ImageFile.Write(Path.Combine(Images, name), picture);
    }

    public string Save(string name, params string[] lines)
    {
        File.WriteAllLines(PathOf(name), lines);
        return PathOf(name);
    }

    public void Dispose() => root.Delete(recursive: true);
}
