using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Training;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Training;

public sealed class DeepScStartTests
{
    /// <summary>
    /// The closed form, water-filled over the 192 numbers of a block, gives 22.8 dB at 6 dB (n = 240 portraits); that each
    /// picture is brought to unit power by itself costs some of it.
    /// </summary>
    [Fact]
    public void Fill_AtSixDecibels_GivesPortraitsBackAsTheLinearCodeDoes()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        manual_seed(1);
        var images = PortraitRenderer.Render(new PortraitSampler(PortraitSets.Training).Sample(0, 32));
        using var network = new DeepSc();

        DeepScStart.Fill(network, images);

        var sent = network.call(images);
        sent /= sent.square().mean([1], keepdim: true).sqrt();
        var received = network.Decode(sent + randn_like(sent) / Math.Sqrt(4));
        var psnr = 10 * Math.Log10(4 / (received - images).square().mean().item<float>());
        psnr.Should().BeInRange(20.8, 22.8);
    }
}
