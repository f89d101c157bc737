using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

internal static partial class GradientTable
{
    private static void AddNorms()
    {
        Three((x, y, z) => nn.functional.batch_norm(x, null, null, y, z, true), In(2, 3, 2, 2), In(3), In(3));
        Three((x, y, z) => nn.functional.batch_norm(x, ones(3, float64), 2 * ones(3, float64), y, z), In(2, 3), In(3),
            In(3));
        Three((x, y, z) => nn.functional.instance_norm(x, null, null, y, z), In(2, 3, 2, 2), In(3), In(3));
        Three((x, y, z) => nn.functional.layer_norm(x, new long[] { 2, 3 }, y, z), In(2, 2, 3), In(2, 3), In(2, 3));
        Three((x, y, z) => nn.functional.group_norm(x, 2, y, z), In(2, 4, 2, 2), In(4), In(4));
    }
}
