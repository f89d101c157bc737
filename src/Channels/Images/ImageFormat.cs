namespace EditableDeepSC.Channels.Images;

/// <summary>The file formats of this project.</summary>
public enum ImageFormat
{
    Png,
    Jpeg,
}
