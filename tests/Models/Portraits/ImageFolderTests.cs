using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Portraits;

public sealed class ImageFolderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Load_TallAndWideImages_CropsTheMiddleSquare()
    {
        ImageFile.Write(PathOf("tall.png"), Striped(40, 60, (_, y) => y is >= 10 and < 50));
        ImageFile.Write(PathOf("wide.png"), Striped(100, 32, (x, _) => x is >= 34 and < 66));
        File.WriteAllText(PathOf("notes.txt"), "not an image");

        var images = new ImageFolder(folder.FullName, 32);

        images.Count.Should().Be(2);
        images.DegreesOf(0).Should().BeNull();
        var pictures = images.Load([0, 1]);
        pictures.shape.Should().Equal(2, 3, 32, 32);
        pictures.min().item<float>().Should().BeApproximately(1, 1e-5f, "the middle square of both is white");
    }

    [Fact]
    public void Check_FilesThatMacOsLeaves_SkipsAndNamesThem()
    {
        ImageFile.Write(PathOf("a.png"), new RgbImage(32, 32));
        File.WriteAllText(PathOf("._a.png"), "resource fork");
        File.WriteAllText(PathOf("._notes.txt"), "not an image");

        ImageFolder.Check(folder.FullName).Should().Equal("._a.png");
        new ImageFolder(folder.FullName, 32).Count.Should().Be(1);
    }

    [Fact]
    public void Load_WithLabels_GivesTheDegrees()
    {
        ImageFile.Write(PathOf("a.jpg"), new RgbImage(32, 32));
        LabelFile.Write(PathOf("labels.txt"), [("a.jpg", [1, 2, 3, 4, 5])]);

        new ImageFolder(folder.FullName, 32, PathOf("labels.txt")).DegreesOf(0).Should().Equal(1, 2, 3, 4, 5);
    }

    [Fact]
    public void Open_ImageWithoutLabel_NamesIt()
    {
        ImageFile.Write(PathOf("b.png"), new RgbImage(32, 32));
        LabelFile.Write(PathOf("labels.txt"), [("a.png", [1, 2, 3, 4, 5])]);
        var open = () => new ImageFolder(folder.FullName, 32, PathOf("labels.txt"));

        open.Should().Throw<DataSetException>().WithMessage("*no line for b.png*");
    }

    [Fact]
    public void Open_EmptyOrMissingFolder_SaysSo()
    {
        var empty = () => new ImageFolder(folder.FullName, 32);
        var missing = () => new ImageFolder(PathOf("nowhere"), 32);

        empty.Should().Throw<DataSetException>().WithMessage("*no .png, .jpg or .jpeg*");
        missing.Should().Throw<DataSetException>().WithMessage("*nowhere: there is no such folder*");
    }

    [Fact]
    public void Load_BrokenImage_NamesTheFile()
    {
        File.WriteAllText(PathOf("broken.png"), "nonsense");
        var load = () => new ImageFolder(folder.FullName, 32).Load([0]);

        load.Should().Throw<DataSetException>().WithMessage("*broken.png*");
    }

    private static RgbImage Striped(int width, int height, Func<int, int, bool> white)
    {
        var image = new RgbImage(width, height);
        for (var i = 0; i < width * height; i++)
            image.Pixels.Slice(3 * i, 3).Fill(white(i % width, i / width) ? (byte)255 : (byte)0);
        return image;
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
