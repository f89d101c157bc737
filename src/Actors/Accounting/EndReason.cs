namespace EditableDeepSC.Actors;

/// <summary>Why a request ended otherwise than with a picture.</summary>
public enum EndReason
{
    None,

    /// <summary>The queue before the encoders was full.</summary>
    QueueFull,

    /// <summary>It waited longer than a queue allows.</summary>
    QueueTimeout,

    /// <summary>Its deadline came.</summary>
    DeadlinePassed,

    /// <summary>The encoder could not encode it.</summary>
    EncodingFailed,

    /// <summary>The encoder that had it crashed.</summary>
    EncoderCrashed,

    /// <summary>The link broke down or did not answer.</summary>
    LinkFailed,

    /// <summary>The decoder could not decode it.</summary>
    DecodingFailed,

    /// <summary>The decoder that had it crashed.</summary>
    DecoderCrashed,

    /// <summary>A network gave numbers that are not finite.</summary>
    NotFinite,

    /// <summary>The run was stopped.</summary>
    Interrupted,
}
