using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Golden;

[Collection(GoldenSuite.Name)]
public class InceptionGoldenTests
{
    [GoldenFact]
    public void Inception_gives_the_public_features()
    {
        var golden = GoldenFile.Read("inception_fid");
        using var inception = new InceptionV3();
        golden.Fill(inception, key => key.WrapperKey is null ? null : key.Key);
        Check(golden, inception);
    }

    internal static void Check(GoldenFile golden, InceptionV3 inception)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        golden.Check("features", inception.call(golden.Input("images")));
    }
}
