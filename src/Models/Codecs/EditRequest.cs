using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Codecs;

/// <summary>What is to be edited and sent.</summary>
/// <param name="Id">Keys all chance of the work.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Image">The picture; used where there is no latent vector.</param>
/// <param name="Text">What is to be changed.</param>
/// <param name="Latent">The picture of the turn before as its encoding has it; null in a first turn.</param>
/// <param name="AdapterIndex">A place in the list of adapters that the codec was made with.</param>
public sealed record EditRequest(
    TransmissionId Id, UserId User, ImageSource Image, string Text, float[]? Latent, int AdapterIndex)
{
    /// <summary>
    /// Whether the encoding shall hold its pictures. The simulator asks for few of them, and a codec keeps none unasked.
    /// </summary>
    public bool KeepsPictures { get; init; }
}

/// <summary>Where a picture comes from.</summary>
public abstract record ImageSource
{
    /// <summary>A drawn portrait.</summary>
    public sealed record Portrait(Seed Seed, long Index) : ImageSource;

    /// <summary>An image of a folder; the index counts modulo their number.</summary>
    public sealed record InFolder(string Folder, long Index) : ImageSource;

    /// <summary>A tensor [3, S, S] in -1..1, the caller's.</summary>
    public sealed record Pixels(Tensor Image) : ImageSource;
}

/// <summary>Loads pictures [3, side, side] and keeps the folders that it has listed.</summary>
internal sealed class ImageLoader(int side)
{
    private readonly Dictionary<string, ImageFolder> folders = [];

    /// <summary>Null where a file cannot be read; then what is wrong with it.</summary>
    public Tensor? Load(ImageSource source, out string? problem)
    {
        problem = null;
        try
        {
            return Load(source);
        }
        catch (DataSetException damage)
        {
            problem = damage.Message;
            return null;
        }
    }

    private Tensor Load(ImageSource source) => source switch
    {
        ImageSource.Pixels pixels => pixels.Image,
        ImageSource.InFolder file => Load(file),
        ImageSource.Portrait portrait =>
            PortraitRenderer.Render(new PortraitSampler(portrait.Seed).Sample(portrait.Index, 1), side)[0],
        _ => throw new ArgumentException($"An unknown source of images: {source}.", nameof(source)),
    };

    private Tensor Load(ImageSource.InFolder file)
    {
        if (!folders.TryGetValue(file.Folder, out var folder))
            folders[file.Folder] = folder = new ImageFolder(file.Folder, side);
        return folder.Load([(int)(file.Index % folder.Count)])[0];
    }
}
