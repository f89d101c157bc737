namespace EditableDeepSC.Channels;

/// <summary>Why a point of a simulation ended.</summary>
public enum StopReason
{
    /// <summary>The errors asked for were counted.</summary>
    Errors,
    /// <summary>The most frames were sent.</summary>
    Frames,
    /// <summary>The time was up.</summary>
    Time,
}
