using EditableDeepSC.Actors;

namespace EditableDeepSC.Host;

/// <summary>One line of events.jsonl: a submission, a stage reached, or an end with its whole record.</summary>
internal sealed record RunEvent(string Event, double TimeSeconds, long Id, TransmissionRecord? Record = null)
{
    public const string Submitted = "submitted";
    public const string Ended = "ended";
}
