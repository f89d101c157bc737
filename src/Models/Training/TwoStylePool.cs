using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// Portraits of both styles for the networks that only measure, three photos for each ink picture. Nothing else is
/// trained on ink; a test of the dependencies holds that.
/// </summary>
internal sealed class TwoStylePool(DirectoryInfo folder) : IDisposable
{
    private const int InkEvery = 4, Photos = 48_000, Inks = Photos / (InkEvery - 1);
    private readonly PortraitPool photo = PortraitPool.OfNormals(folder, PortraitSets.MeasuringTraining, Photos);
    private readonly PortraitPool ink =
        PortraitPool.OfNormals(folder, PortraitSets.MeasuringTraining, Inks, PortraitStyle.Ink);

    public static string Description { get; } =
        $"{Photos:N0} portraits at 128x128 rendered as photos and {Inks:N0} in ink";

    /// <summary>Rows 3, 7, 11, ... of images [N, 3, S, S] and parameters [N, P] are of ink pictures.</summary>
    public (Tensor Images, Tensor Parameters) Take(TrainingMoment now, int batch, ulong seed, Device device)
    {
        var (photoImages, photoRows) = photo.Take(now.Draw(batch - batch / InkEvery, Photos, seed), device);
        var (inkImages, inkRows) = ink.Take(now.Draw(batch / InkEvery, Inks, seed), device);
        return (Mixed(photoImages, inkImages), Mixed(photoRows, inkRows));
    }

    public void Dispose()
    {
        photo.Dispose();
        ink.Dispose();
    }

    private static Tensor Mixed(Tensor photos, Tensor inks)
    {
        var each = photos.view([inks.shape[0], InkEvery - 1, .. photos.shape[1..]]);
        return cat([each, inks.unsqueeze(1)], 1).flatten(0, 1);
    }
}
