namespace EditableDeepSC.Channels;

/// <summary>What arrived of a message that a <see cref="BitLink"/> sent.</summary>
/// <param name="IsIntact">The CRC of what arrived is right.</param>
/// <param name="Words">Codewords sent; 0 without a code.</param>
/// <param name="Reception">Decoder iterations, symbols used and measured SNR.</param>
public readonly record struct BitDelivery(bool IsIntact, int Words, BitReception Reception);
