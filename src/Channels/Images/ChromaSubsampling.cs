namespace EditableDeepSC.Channels.Images;

/// <summary>How a JPEG thins out its colour; the values are TurboJPEG's TJSAMP.</summary>
public enum ChromaSubsampling
{
    /// <summary>4:4:4, colour at full resolution.</summary>
    None = 0,
    /// <summary>4:2:2, colour halved horizontally.</summary>
    Horizontal = 1,
    /// <summary>4:2:0, colour halved both ways; what cameras and the web use.</summary>
    Both = 2,
}
