using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Tests.Portraits;

public sealed class LabelFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSame()
    {
        var path = PathOf("labels.txt");
        LabelFile.Write(path, [("a.png", [0, 1, 2, 3, 4]), ("b.jpg", [5, 5, 5, 0, 0])]);

        var labels = LabelFile.Read(path);

        labels.Should().HaveCount(2);
        labels["a.png"].Should().Equal(0, 1, 2, 3, 4);
        labels["b.jpg"].Should().Equal(5, 5, 5, 0, 0);
    }

    [Fact]
    public void Read_ColumnsInAnotherOrder_FollowsTheNames()
    {
        var path = Save("1\nYoung Smiling Bangs No_Beard Eyeglasses\n1.jpg 4 3 0 2 1\n");

        LabelFile.Read(path)["1.jpg"].Should().Equal(0, 1, 2, 3, 4);
    }

    [Theory]
    [InlineData("Bangs\n", ":1: expected the number of images")]
    [InlineData("1\nBangs Eyeglasses Beard Smiling Young\n1.jpg 0 0 0 0 0\n", ":2: expected the names Bangs")]
    [InlineData("1\nBangs Eyeglasses No_Beard Smiling Young\n1.jpg 0 0 0 0\n", ":3: expected a file name and")]
    [InlineData("1\nBangs Eyeglasses No_Beard Smiling Young\n1.jpg 0 0 6 0 0\n", ":3: a degree is 0 to 5, not '6'")]
    [InlineData("1\nBangs Eyeglasses No_Beard Smiling Young\n1.jpg 0 0 -1 0 0\n", ":3: a degree is 0 to 5, not '-1'")]
    [InlineData("2\nBangs Eyeglasses No_Beard Smiling Young\n1.jpg 0 0 1 0 0\n", "announces 2 images, but 1 follow")]
    [InlineData("2\nBangs Eyeglasses No_Beard Smiling Young\na 0 0 1 0 0\na 0 0 1 0 0\n", ":4: a is listed twice")]
    public void Read_BadFile_SaysWhere(string content, string message)
    {
        var path = Save(content);
        var read = () => LabelFile.Read(path);

        read.Should().Throw<DataSetException>().Which.Message.Should().StartWith(path).And.Contain(message);
    }

    private string Save(string content)
    {
        File.WriteAllText(PathOf("labels.txt"), content);
        return PathOf("labels.txt");
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
