using System.Diagnostics.CodeAnalysis;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Training;

/// <summary>Pictures with degrees, for a predictor.</summary>
/// <param name="Owner">What the training disposes at its end.</param>
/// <param name="Take">Images [N, 3, S, S] and degrees [N, 5] of a step.</param>
/// <param name="Description">Of the model card.</param>
internal sealed record DegreeSource(
    IDisposable Owner, Func<TrainingMoment, (Tensor Images, Tensor Degrees)> Take, string Description)
{
    public const int Batch = 32;
    private const int PoolSize = 16_000;

    [SuppressMessage("Reliability", "CA2000", Justification = "The training disposes it.")]
    public static DegreeSource OfPortraits(TrainingOptions options)
    {
        var pool = PortraitPool.OfNormals(options.Portraits, PortraitSets.Training, PoolSize);
        return new(pool, now => DegreesOf(pool.Take(now.Draw(Batch, PoolSize, options.Seed), options.Device)),
            $"{PoolSize:N0} rendered portraits at 128x128, half of them with whole degrees, the others with degrees "
            + "between two labels, taught as both in proportion");
    }

    /// <summary>A part of a user's faces; throws a <see cref="DataSetException"/> where they have no labels.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The training disposes it.")]
    public static DegreeSource OfFaces(TrainingOptions options, FaceSplit split)
    {
        var faces = FaceSource.Open(options, split, Batch);
        if (faces.Set.Degrees is not { } degrees)
        {
            faces.Dispose();
            throw new DataSetException(
                $"{faces.Set.Sources.Images}: a predictor needs --labels FILE, the degrees of its pictures.");
        }
        return new(faces, now =>
        {
            var (images, items) = faces.Loader.Take(now.Step, options.Device);
            using var rows = tensor(items.SelectMany(item => degrees[item]).Select(degree => (float)degree).ToArray(),
                [items.Length, FaceAttributes.Count]);
            return (images, rows.to(options.Device).MoveToOuterDisposeScope());
        }, $"{faces.Items.Count:N0} pictures of a folder at {options.Resolution}x{options.Resolution}");
    }

    /// <summary>The degrees alone of images and parameters.</summary>
    public static (Tensor, Tensor) DegreesOf((Tensor Images, Tensor Parameters) taken) =>
        (taken.Images, taken.Parameters[.., PortraitParameters.FirstAttribute..]);
}

/// <summary>A part of a user's faces, batch by batch.</summary>
internal sealed class FaceSource : IDisposable
{
    private FaceSource(FaceDataSet set, IReadOnlyList<int> items, FaceLoader loader) =>
        (Set, Items, Loader) = (set, items, loader);

    public FaceDataSet Set { get; }

    /// <summary>Those of the part.</summary>
    public IReadOnlyList<int> Items { get; }

    public FaceLoader Loader { get; }

    [SuppressMessage("Reliability", "CA2000", Justification = "The training disposes it.")]
    public static FaceSource Open(TrainingOptions options, FaceSplit split, int batch)
    {
        var set = new FaceDataSet(options.Faces!);
        try
        {
            var items = set.Of(split);
            return new(set, items, new(set, items, options.Resolution, batch, options.Seed));
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Loader.Dispose();
        Set.Dispose();
    }
}
