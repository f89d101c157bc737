using EditableDeepSC.Channels;

namespace EditableDeepSC.Host;

/// <summary>One line of the result of <c>eds channel ber</c>.</summary>
internal sealed record BerPoint(double EbN0Db, double EsN0Db, ErrorCounts Counts, StopReason Stopped);
