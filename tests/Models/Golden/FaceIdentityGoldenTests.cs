using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace EditableDeepSC.Models.Tests.Golden;

[Collection(GoldenSuite.Name)]
public class FaceIdentityGoldenTests
{
    [GoldenFact]
    public void Identity_network_gives_the_public_features()
    {
        var golden = GoldenFile.Read("arcface_resnet18");
        using var identity = new FaceIdentity();
        golden.Fill(identity);
        Check(golden, identity);
    }

    internal static void Check(GoldenFile golden, FaceIdentity identity)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var features = identity.Embed(golden.Input("images"));
        var edited = identity.Embed(golden.Input("images_edited"));

        golden.Check("features", features);
        golden.Check("features_edited", edited);
        golden.Check("l1_loss", l1_loss(features, edited));
        golden.Check("cosine_loss", (-cosine_similarity(features, edited) + 1).mean());
        golden.Check("features_big", identity.Embed(golden.Input("image_big")));
    }
}
