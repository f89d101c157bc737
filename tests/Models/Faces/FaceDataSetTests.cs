using System.IO.Compression;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Tests.Faces;

public sealed class FaceDataSetTests : IDisposable
{
    private const string Names = "Bangs Eyeglasses No_Beard Smiling Young";
    private readonly FaceFolder folder = new(2);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_AllTextFiles_MatchesThemByNameWhateverTheEnding()
    {
        var sources = new FaceSources(folder.Images)
        {
            Labels = folder.Save("labels.txt", "2", Names, "000001.jpg 1 2 3 4 5", "000000.jpg 0 0 0 0 0"),
            Identities = folder.Save("people.txt", "000000.png 7", "000001.png 9"),
            Landmarks = folder.Save("points.txt", "2", "a b c d e f g h i j",
                "000000.png 1 2 3 4 5 6 7 8 9 10", "000001.png -1 2 3 4 5 6 7 8 9 10"),
        };

        using var faces = new FaceDataSet(sources);

        faces.Degrees![1].Should().Equal(1, 2, 3, 4, 5);
        faces.Identities.Should().Equal(7, 9);
        faces.Landmarks![1][0].Should().Be(-1);
    }

    [Fact]
    public void Open_FortyAttributesOfCelebA_BecomeDegrees()
    {
        string[] columns = [.. Enumerable.Range(0, 35).Select(i => $"Other{i}"), .. Names.Split(' ')];
        var others = string.Join(' ', Enumerable.Repeat("-1", 35));
        var labels = folder.Save("labels.txt", "2", string.Join(' ', columns),
            $"000000.jpg {others} 1 -1 1 -1 1", $"000001.jpg {others} -1 1 -1 1 -1");

        using var faces = new FaceDataSet(new(folder.Images) { Labels = labels });

        faces.Degrees![0].Should().Equal([3, 0, 0, 0, 2], "bangs, no glasses, no beard, no smile, young");
        faces.Degrees[1].Should().Equal(0, 3, 3, 3, 4);
    }

    [Fact]
    public void Open_ZipWithFolders_IsReadLikeAFolder()
    {
        folder.Add("inner/deep.png", 8, 8, 77);
        folder.Add("__MACOSX/._deep.png", 8, 8, 1);
        ZipFile.CreateFromDirectory(folder.Images, folder.PathOf("faces.zip"));

        using var faces = new FaceDataSet(new(folder.PathOf("faces.zip"))
        {
            Identities = folder.Save("people.txt", "000000 1", "000001 1", "deep.jpg 2"),
        });

        faces.Names.Should().Equal("000000.png", "000001.png", "inner/deep.png");
        faces.Read(2).Pixels[0].Should().Be(77);
        faces.Identities.Should().Equal(1, 1, 2);
    }

    [Theory]
    [InlineData("labels", "2\n" + Names + "\n000000.png 0 0 0 0 9\n000001.png 0 0 0 0 0", ":3: a degree is 0 to 5")]
    [InlineData("labels", "1\n" + Names + "\n000000.png 0 0 0 0 0", "no line for 000001.png")]
    [InlineData("identities", "000000.png 1\n000002.png 1", ":2: there is no picture 000002.png")]
    [InlineData("identities", "000000.png 1\n000000.jpg 1", ":2: 000000.png has two lines")]
    [InlineData("identities", "000000.png one\n000001.png 1", ":1: the number of a person is")]
    [InlineData("identities", "000000.png\n000001.png 1", ":1: expected a file name and 1 numbers")]
    [InlineData("landmarks", "2\na b\n000000.png 1 2\n000001.png 1 2", ":2: expected 10 names")]
    public void Open_WrongLine_IsNamedByFileAndNumber(string kind, string content, string message)
    {
        var path = folder.Save(kind + ".txt", content);
        var open = () => new FaceDataSet(new(folder.Images)
        {
            Labels = kind == "labels" ? path : null,
            Identities = kind == "identities" ? path : null,
            Landmarks = kind == "landmarks" ? path : null,
        });

        open.Should().Throw<DataSetException>().Which.Message.Should().StartWith(path).And.Contain(message);
    }

    [Fact]
    public void Open_NoPicturesOrTwoOfOneName_IsRefused()
    {
        Directory.CreateDirectory(folder.PathOf("empty"));
        folder.Add("000000.jpg", 8, 8, 1);

        var twice = () => new FaceDataSet(new(folder.Images));
        var empty = () => new FaceDataSet(new(folder.PathOf("empty")));
        var missing = () => new FaceDataSet(new(folder.PathOf("nowhere")));

        twice.Should().Throw<DataSetException>().WithMessage("*000000*another ending*");
        empty.Should().Throw<DataSetException>().WithMessage("*no .png, .jpg or .jpeg file*");
        missing.Should().Throw<DataSetException>().WithMessage("*no such folder*");
    }

    [Fact]
    public void SplitOf_ManyNames_KeepsTheSharesAndIgnoresFolderAndEnding()
    {
        var parts = Enumerable.Range(0, 20_000).Select(i => FaceDataSet.SplitOf($"{i:D6}.png"))
            .GroupBy(part => part).ToDictionary(part => part.Key, part => part.Count() / 20_000.0);

        parts[FaceSplit.Training].Should().BeApproximately(0.75, 0.02);    // six standard deviations
        parts[FaceSplit.Measuring].Should().BeApproximately(0.15, 0.016);
        parts[FaceSplit.Final].Should().BeApproximately(0.05, 0.01);
        FaceDataSet.SplitOf("a/000001.jpg").Should().Be(FaceDataSet.SplitOf("000001.png"));
    }

    [Fact]
    public void Check_BrokenPictureAndTwoSizes_AreCounted()
    {
        folder.Add("wide.png", 9, 8, 1);
        File.WriteAllText(Path.Combine(folder.Images, "broken.png"), "no picture");
        using var faces = new FaceDataSet(new(folder.Images));

        var found = FaceCheck.Of(faces);

        found.Sizes.Should().Equal(("8x8", 2), ("9x8", 1));
        found.Broken.Should().ContainSingle().Which.Should().Contain("broken.png").And.Contain("neither a PNG");
    }
}
