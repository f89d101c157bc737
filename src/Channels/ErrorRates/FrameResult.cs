namespace EditableDeepSC.Channels;

/// <summary>What became of one simulated frame.</summary>
/// <param name="Bits">Information bits it carried.</param>
/// <param name="BitErrors">Of these, how many arrived wrong.</param>
/// <param name="Iterations">Decoder iterations spent; 0 without a code.</param>
public readonly record struct FrameResult(int Bits, int BitErrors, int Iterations);
