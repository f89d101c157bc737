using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>A transmission that does not balance, and how far it had come.</summary>
public readonly record struct OpenTransmission(TransmissionId Id, Stage LastStage);
