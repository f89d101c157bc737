namespace EditableDeepSC.Host;

/// <summary>How the requests of a group of users ended.</summary>
internal sealed record GroupSummary(string Name, long Delivered, long Failed, long Expired, long Rejected);
