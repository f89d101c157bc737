using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Golden;

[Collection(GoldenSuite.Name)]
public class TextEncoderGoldenTests
{
    [GoldenFact]
    public void Text_encoder_gives_the_public_embedding_and_logits()
    {
        var golden = GoldenFile.Read("language_encoder");
        using var encoder = new TextEncoder(new()
        {
            VocabularySize = 229,
            Heads = [.. golden.Heads!.Select(head => new Head(head.Name!, head.Labels!.Length))],
        });
        golden.Fill(encoder);
        Check(golden, encoder);
    }

    internal static void Check(GoldenFile golden, TextEncoder encoder)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var text = golden.Input("text");

        golden.Check("text_embedding", encoder.Embed(text), tolerance: 1e-4);
        foreach (var (head, logits) in encoder.Options.Heads.Zip(encoder.call(text)))
            golden.Check(head.Name, logits, tolerance: 1e-4);
    }
}
