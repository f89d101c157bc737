namespace EditableDeepSC.Channels;

/// <summary>How decoding ended, of one word or of all words of a transmission.</summary>
/// <param name="Converged">Every decided word satisfies every parity check.</param>
/// <param name="Iterations">Iterations in all; 0 for a word whose hard decisions were a codeword.</param>
public readonly record struct Decoding(bool Converged, int Iterations);
