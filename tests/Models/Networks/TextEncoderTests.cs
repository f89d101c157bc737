using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Networks;

public class TextEncoderTests
{
    private const int TextSize = 12;
    private static readonly TextEncoderOptions Options = new()
    {
        VocabularySize = 20,
        Heads = [new("mode", 5)],
        WordSize = 8,
        TextSize = TextSize,
        Pooled = true,
    };

    [Fact]
    public void Embed_Pooled_IsTheLastStateAndTheLargestOverTheWords()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var encoder = new TextEncoder(Options);

        var states = stack([.. Enumerable.Range(1, 4).Select(words =>
            encoder.Embed(tensor(new long[,] { { 3, 4, 5, 6 } }).narrow(1, 0, words)).narrow(1, 0, TextSize))], 1);
        var embedding = encoder.Embed(tensor(new long[,] { { 3, 4, 5, 6 } }));

        embedding.shape.Should().Equal(1, 2 * TextSize);
        Values(embedding.narrow(1, 0, TextSize)).Should().Equal(Values(states.select(1, 3)), Near);
        Values(embedding.narrow(1, TextSize, TextSize)).Should().Equal(Values(states.amax(1)), Near);
    }

    [Fact]
    public void Embed_Pooled_DoesNotSeeThePadding()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var encoder = new TextEncoder(Options);

        var alone = encoder.Embed(tensor(new long[,] { { 3, 4 } }));
        var padded = encoder.Embed(tensor(new long[,] { { 3, 4, 0, 0, 0 } }));

        Values(padded).Should().Equal(Values(alone), Near);
    }

    private static bool Near(float a, float b) => Math.Abs(a - b) < 1e-6;

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
