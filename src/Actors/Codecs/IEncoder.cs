namespace EditableDeepSC.Actors;

/// <summary>The models of one encoder, used by one thread at a time; made anew after a crash.</summary>
public interface IEncoder : IDisposable
{
    /// <summary>
    /// Encodes a batch, one result for each request in their order. A result depends on its request alone. What it
    /// throws counts as a crash: the whole batch fails and the encoder is made anew.
    /// </summary>
    IReadOnlyList<EncodeResult> Encode(IReadOnlyList<EncodeRequest> batch);
}
