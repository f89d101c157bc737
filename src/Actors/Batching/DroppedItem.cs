namespace EditableDeepSC.Actors;

/// <summary>An item that left a queue without being served.</summary>
public readonly record struct DroppedItem<T>(T Item, DropReason Reason);
