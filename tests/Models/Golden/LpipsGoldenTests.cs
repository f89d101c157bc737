using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Golden;

[Collection(GoldenSuite.Name)]
public class LpipsGoldenTests
{
    [GoldenTheory]
    [InlineData("lpips_alex")]
    [InlineData("lpips_vgg")]
    public void Lpips_gives_the_public_distances(string name)
    {
        var golden = GoldenFile.Read(name);
        using var lpips = new Lpips(name == "lpips_alex" ? LpipsOptions.Alex : LpipsOptions.Vgg);
        golden.Fill(lpips);
        Check(golden, lpips);
    }

    internal static void Check(GoldenFile golden, Lpips lpips)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (image0, reference) = (golden.Input("image0"), lpips.Features(golden.Input("image0")));

        var taps = lpips.Taps(image0);
        for (var i = 0; i < taps.Count; i++) golden.Check($"tap{i}", taps[i]);
        foreach (var other in new[] { "image1", "image2" })
        {
            golden.Check($"distance_image0_{other}", lpips.call(image0, golden.Input(other)));
            golden.Check($"layers_image0_{other}", lpips.Contributions(reference, lpips.Features(golden.Input(other))));
        }
    }
}
