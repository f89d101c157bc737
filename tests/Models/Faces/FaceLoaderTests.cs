using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Faces;

public sealed class FaceLoaderTests : IDisposable
{
    private const int Count = 24, Batch = 4;
    private readonly FaceFolder folder = new(Count);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Take_OneRound_ReadsEachPictureOnceAndGivesItsPixels()
    {
        using var faces = new FaceDataSet(new(folder.Images));
        List<int> seen = [];
        using (var loader = new FaceLoader(faces, [.. Enumerable.Range(0, Count)], 8, Batch, seed: 3))
        {
            for (var step = 0; step < Count / Batch; step++)
            {
                var (images, items) = loader.Take(step, CPU);
                using (images)
                {
                    images.shape.Should().Equal(Batch, 3, 8, 8);
                    for (var i = 0; i < Batch; i++)
                        ((images[i, 2, 7, 7].item<float>() + 1) * 127.5f).Should().BeApproximately(items[i], 1e-3f);
                }
                seen.AddRange(items);
            }
        }

        seen.Should().OnlyHaveUniqueItems().And.HaveCount(Count);
        faces.Reads.Should().BeLessThanOrEqualTo(Count + 3 * Batch, "three batches are read ahead");
    }

    [Fact]
    public void Take_FromALaterStep_GivesWhatAnUnbrokenTrainingGets()
    {
        using var faces = new FaceDataSet(new(folder.Images));
        using var whole = new FaceLoader(faces, faces.Of(FaceSplit.Training), 8, Batch, seed: 3);
        using var resumed = new FaceLoader(faces, faces.Of(FaceSplit.Training), 8, Batch, seed: 3);
        int[][] unbroken = [.. Enumerable.Range(0, 9).Select(step => Items(whole, step))];

        Items(resumed, 7).Should().Equal(unbroken[7]);
        Items(resumed, 8).Should().Equal(unbroken[8]);
    }

    [Fact]
    public void Take_PicturesOfOtherSizes_AreCutAndResized()
    {
        folder.Add("wide.png", 40, 20, 200);
        using var faces = new FaceDataSet(new(folder.Images));
        using var loader = new FaceLoader(faces, [Count], 8, 1, seed: 1);

        using var images = loader.Take(0, CPU).Images;

        images.shape.Should().Equal(1, 3, 8, 8);
        ((images.mean().item<float>() + 1) * 127.5f).Should().BeApproximately(200, 1e-2f);
    }

    [Fact]
    public void Take_BrokenPicture_NamesIt()
    {
        File.WriteAllText(Path.Combine(folder.Images, "zz.png"), "no picture");
        using var faces = new FaceDataSet(new(folder.Images));
        using var loader = new FaceLoader(faces, [Count], 8, 1, seed: 1);

        var take = () => loader.Take(0, CPU);

        take.Should().Throw<DataSetException>().WithMessage("*zz.png*");
    }

    private static int[] Items(FaceLoader loader, long step)
    {
        var (images, items) = loader.Take(step, CPU);
        images.Dispose();
        return items;
    }
}
