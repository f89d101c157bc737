using System.Text.Json.Serialization;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>All that a run says about one request, as it is written to events.jsonl.</summary>
public sealed record TransmissionRecord
{
    public long Id { get; init; }

    public int User { get; init; }

    public int Group { get; init; }

    public int Conversation { get; init; }

    public int Turn { get; init; }

    public string Text { get; init; } = "";

    public OutcomeKind Kind { get; init; }

    public EndReason Reason { get; init; }

    /// <summary>More about the reason, where it is known: the file that cannot be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    public double SubmittedSeconds { get; init; }

    public double EndedSeconds { get; init; }

    public int AdapterIndex { get; init; }

    /// <summary>The adapter that the receiver read in the header; null where it was the right one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MisreadAdapterIndex { get; init; }

    /// <summary>The SNR that the adapter was chosen for, dB.</summary>
    public double EstimatedSnrDb { get; init; }

    /// <summary>Whether the user's transmission before had another adapter.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>The adapter nearest to the SNR that the link had; null if nothing was sent.</summary>
    public int? MatchedAdapterIndex { get; init; }

    /// <summary>The SNR of the link when it sent, on the average over fading, dB; null if nothing was.</summary>
    public double? SnrDb { get; init; }

    /// <summary>The SNR that this transmission had, fading included, dB; null where nothing was sent.</summary>
    public double? MeasuredSnrDb { get; init; }

    /// <summary>The cell that served the user, counted from 0.</summary>
    public int Cell { get; init; }

    /// <summary>Whether the user's request before went to another cell.</summary>
    public CellChange CellChange { get; init; }

    public StageTimes Times { get; init; }

    /// <summary>What was understood and done; null where it was not encoded.</summary>
    public EditReport? Edit { get; init; }

    /// <summary>Null where there is no picture.</summary>
    public PictureQuality? Quality { get; init; }

    /// <summary>Of the symbols as they were received.</summary>
    public ulong ReceivedHash { get; init; }

    public double LatencySeconds => EndedSeconds - SubmittedSeconds;

    private static string NameOf(FaceAttribute? attribute) => attribute?.ToString().ToLowerInvariant() ?? "";

    /// <summary>Over what was decided and received; nothing that depends on timing.</summary>
    internal ulong DecisionHash()
    {
        var hash = FingerprintHash.Of(Id);
        hash = FingerprintHash.Of((long)Kind, FingerprintHash.Of((long)Reason, hash));
        hash = FingerprintHash.Of(Text, FingerprintHash.Of(AdapterIndex, hash));
        if (Edit is { } edit)
        {
            hash = FingerprintHash.Of(NameOf(edit.Attribute), FingerprintHash.Of(edit.WantedDegree, hash));
            hash = FingerprintHash.Of(edit.ReachedDegree, FingerprintHash.Of(edit.Moves, hash));
        }
        hash = FingerprintHash.Of((long)ReceivedHash, hash);
        return Quality is { } quality
            ? FingerprintHash.Of(quality.IsEditRight == true ? 1 : 0, FingerprintHash.Of((long)quality.PictureHash, hash))
            : hash;
    }
}

/// <summary>How a request ended.</summary>
public enum OutcomeKind
{
    /// <summary>The user got a picture.</summary>
    Delivered,

    /// <summary>Something went wrong; the reason says what.</summary>
    Failed,

    /// <summary>Its deadline came first.</summary>
    Expired,

    /// <summary>It was refused before it was accepted, and counts as not submitted.</summary>
    Rejected,
}

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

    /// <summary>The queue before the air of its cell, one of several, was full.</summary>
    AirFull,
}

/// <summary>How far a transmission has come.</summary>
public enum Stage
{
    Submitted,
    Encoding,
    Encoded,
    Sent,
    Decoding,
    Ended,

    /// <summary>Of no request: another process came, went or was refused.</summary>
    Machine,
}
