using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Training;

namespace EditableDeepSC.Models.Faces;

/// <summary>
/// Batches of a data set for one training, decoded on all cores while the training computes. Which pictures a step gets
/// follows from the seed and the step's number, so a continued training sees what an unbroken one does; each picture is
/// read once in a round over all of them. It holds a few batches, however many pictures there are.
/// </summary>
public sealed class FaceLoader : IDisposable
{
    private const int BatchesAhead = 3;
    private readonly FaceDataSet faces;
    private readonly int side;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskScheduler cores;
    private readonly Dictionary<long, (int[] Items, Task<byte[]>[] Pictures)> ahead = [];

    /// <param name="faces">The data set, which stays the caller's.</param>
    /// <param name="items">Those of it that are taken.</param>
    /// <param name="side">Width and height of the pictures given, pixels.</param>
    /// <param name="batch">Pictures of a step.</param>
    /// <param name="seed">Of their order.</param>
    public FaceLoader(FaceDataSet faces, IReadOnlyList<int> items, int side, int batch, ulong seed)
        : this(faces, step => [.. new TrainingMoment(step, 0).Draw(batch, items.Count, seed)
            .Select(place => items[(int)place])], side)
    {
    }

    /// <summary>With an order of one's own: the items of a step by its number, always as many.</summary>
    internal FaceLoader(FaceDataSet faces, Func<long, int[]> itemsOf, int side)
    {
        (this.faces, ItemsOf, this.side) = (faces, itemsOf, side);
        cores = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Environment.ProcessorCount).ConcurrentScheduler;
    }

    /// <summary>The items of a step by its number.</summary>
    internal Func<long, int[]> ItemsOf { get; }

    /// <summary>
    /// The pictures of a step, [batch, 3, side, side] in -1..1 and the caller's, and which items they are. A picture
    /// that cannot be read is a <see cref="Portraits.DataSetException"/> that names it.
    /// </summary>
    public (Tensor Images, int[] Items) Take(long step, Device device)
    {
        foreach (var passed in ahead.Keys.Where(known => known < step || known > step + BatchesAhead).ToArray())
            ahead.Remove(passed);
        for (var next = step; next <= step + BatchesAhead; next++)
            if (!ahead.ContainsKey(next)) ahead.Add(next, Begin(next));
        return Joined(ahead[step], device);
    }

    /// <summary>The pictures of step 0 alone; nothing is read ahead.</summary>
    internal (Tensor Images, int[] Items) TakeOnce(Device device) => Joined(Begin(0), device);

    private (Tensor Images, int[] Items) Joined((int[] Items, Task<byte[]>[] Pictures) begun, Device device)
    {
        var (chosen, pictures) = begun;
        var batch = chosen.Length;
        var size = RgbImage.Channels * side * side;
        var bytes = new byte[batch * size];
        for (var i = 0; i < batch; i++) pictures[i].GetAwaiter().GetResult().CopyTo(bytes, i * size);
        using var scope = NewDisposeScope();
        var stored = tensor(bytes, [batch, side, side, RgbImage.Channels]).to(device).permute(0, 3, 1, 2);
        return ((stored.to_type(ScalarType.Float32) * (1 / 127.5) - 1).contiguous().MoveToOuterDisposeScope(), chosen);
    }

    public void Dispose()
    {
        stop.Cancel();
        foreach (var picture in ahead.Values.SelectMany(begun => begun.Pictures))
        {
            // A picture that nobody asked for any more, broken or not.
            picture.ContinueWith(task => task.Exception, TaskScheduler.Default).Wait();
        }
        stop.Dispose();
    }

    /// <summary>A picture's middle square, resized, as bytes [side, side, 3].</summary>
    internal static byte[] Square(RgbImage picture, int side)
    {
        if (picture.Width == side && picture.Height == side) return picture.Pixels.ToArray();
        var threads = get_num_threads();
        set_num_threads(1);    // of this thread: the cores are busy with other pictures
        try
        {
            using var square = ImageTensors.Square(picture, side);
            return ImageTensors.ToImage(square).Pixels.ToArray();
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private (int[], Task<byte[]>[]) Begin(long step)
    {
        var chosen = ItemsOf(step);
        return (chosen, [.. chosen.Select(item => Task.Factory.StartNew(
            () => Square(faces.Read(item), side), stop.Token, TaskCreationOptions.None, cores))]);
    }
}
