using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>One thing that a user asks for.</summary>
/// <param name="Id">Given out once.</param>
/// <param name="Conversation">Counted from 0 within the user.</param>
/// <param name="Turn">Counted from 0 within the conversation.</param>
/// <param name="NominalSeconds">When it would be sent if every answer came at once: the same in every run.</param>
/// <param name="Latent">The picture before, as the transmitter keeps it; null in a first turn.</param>
public readonly record struct UserRequest(
    TransmissionId Id, int Conversation, int Turn, double NominalSeconds, float[]? Latent);
