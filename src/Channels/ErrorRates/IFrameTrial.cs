namespace EditableDeepSC.Channels;

/// <summary>Sends one frame after another over a simulated link; an instance serves one thread.</summary>
public interface IFrameTrial
{
    /// <summary>Sends frame number <paramref name="frame"/>; the result depends on that number alone.</summary>
    FrameResult Run(long frame);
}
