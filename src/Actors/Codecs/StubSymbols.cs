using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>The symbols that the stub codec sends: Gaussian numbers of unit power, keyed by the transmission.</summary>
internal static class StubSymbols
{
    public static void Fill(Seed seed, EncodeRequest request, float[] symbols)
    {
        GaussianSamples.Fill(new PhiloxKey(seed, StreamPurpose.StubCodec, request.User, request.Id), symbols);
        SymbolPower.Normalise(ComplexSpan.FromReal(symbols), 2);
    }
}
