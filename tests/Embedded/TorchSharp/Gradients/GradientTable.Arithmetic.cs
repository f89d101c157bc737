using TorchSharp;
using static EditableDeepSC.Embedded.Tests.Torch.Gradients.Domain;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

internal static partial class GradientTable
{
    private static void AddArithmetic()
    {
        Two((x, y) => x.add(y), In(2, 3), In(3));
        Two((x, y) => x.add(y, 0.3));
        One(x => x.add(2.5.ToScalar()));
        Two((x, y) => x.sub(y), In(2, 1), In(1, 3));
        One(x => 2.5 - x);
        Two((x, y) => x.mul(y), In(2, 3), In(2, 1));
        One(x => 3 * x * 0.5);
        Two((x, y) => x.div(y));
        Two((x, y) => x.div(y, RoundingMode.floor));
        One(x => x.div(0.7.ToScalar(), RoundingMode.trunc));
        One(x => 2.0 / x);
        Two((x, y) => x.pow(y), In(Positive, 2, 3), In(2, 3));
        One(x => x.pow(3.ToScalar()));
        Two((x, y) => x.atan2(y));
        Two((x, y) => x.fmod(y));
        Two((x, y) => x.remainder(y));
        Two((x, y) => x.hypot(y));
        Two((x, y) => x.logaddexp(y));
        Two((x, y) => x.xlogy(y), In(2, 3), In(Positive, 2, 3));
        Two((x, y) => x.maximum(y));
        Two((x, y) => x.minimum(y));
        Three((x, y, z) => x.lerp(y, z));
        Three((x, y, z) => x.addcmul(y, z, 0.5));
        Three((x, y, z) => x.addcdiv(y, z, 0.5));
        Two((x, y) => x.where(x.detach().gt(0.ToScalar()), y));
        Two((x, y) => where(x.detach() > y.detach(), x * 2, y * 3));
        One(x => x.to(float64) * 2);
        One(x => x.to_type(float64, true));
        One(x => x.type(float64) * x.type_as(x) * x.@double());
        One(x => x.cpu() * 2);
    }
}
