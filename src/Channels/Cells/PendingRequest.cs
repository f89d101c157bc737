namespace EditableDeepSC.Channels;

/// <summary>A request and when it came, s.</summary>
internal readonly record struct PendingRequest(CellRequest Request, CellUser User, double ArrivedSeconds);
