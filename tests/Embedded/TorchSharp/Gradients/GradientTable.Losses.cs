using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

internal static partial class GradientTable
{
    private static void AddLosses()
    {
        Two((x, y) => nn.functional.mse_loss(x, y));
        Two((x, y) => nn.functional.mse_loss(x, y, nn.Reduction.None));
        Two((x, y) => nn.functional.l1_loss(x, y, nn.Reduction.Sum));
        Two((x, y) => nn.functional.smooth_l1_loss(x, y, beta: 0.5));
        One(x => nn.functional.cross_entropy(x, Long(2, 0)));
        Two((x, y) => nn.functional.cross_entropy(x, y.softmax(1), label_smoothing: 0.1));
        One(x => nn.functional.nll_loss(x.log_softmax(1), Long(2, 0)));
        Two((x, y) => nn.functional.binary_cross_entropy_with_logits(x, y.sigmoid()));
        Two((x, y) => nn.functional.kl_div(x.log_softmax(1), y.log_softmax(1)));
    }
}
