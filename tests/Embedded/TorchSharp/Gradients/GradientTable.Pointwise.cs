using TorchSharp;
using static EditableDeepSC.Embedded.Tests.Torch.Gradients.Domain;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

internal static partial class GradientTable
{
    private static void AddPointwise()
    {
        AddFunctions();
        AddActivations();
    }

    private static void AddFunctions()
    {
        One(x => x.abs());
        One(x => x.acos(), In(Unit, 2, 3));
        One(x => x.asin(), In(Unit, 2, 3));
        One(x => x.atan());
        One(x => x.ceil());
        One(x => x.cos());
        One(x => x.cosh());
        One(x => x.digamma(), In(Positive, 2, 3));
        One(x => x.erf());
        One(x => x.erfc());
        One(x => x.erfinv(), In(Unit, 2, 3));
        One(x => x.exp());
        One(x => x.exp2());
        One(x => x.expm1());
        One(x => x.floor());
        One(x => x.frac());
        One(x => x.lgamma(), In(Positive, 2, 3));
        One(x => x.log(), In(Positive, 2, 3));
        One(x => x.log10(), In(Positive, 2, 3));
        One(x => x.log1p(), In(Positive, 2, 3));
        One(x => x.log2(), In(Positive, 2, 3));
        One(x => x.nan_to_num());
        One(x => x.neg());
        One(x => x.reciprocal());
        One(x => x.round());
        One(x => x.rsqrt(), In(Positive, 2, 3));
        One(x => x.sign());
        One(x => x.sin());
        One(x => x.sinc());
        One(x => x.sinh());
        One(x => x.sqrt(), In(Positive, 2, 3));
        One(x => x.square());
        One(x => x.tan());
        One(x => x.tanh());
        One(x => x.trunc());
        One(x => x.clamp((-0.5).ToScalar(), 1.0.ToScalar()));
        One(x => x.clamp_min(-0.5));
        One(x => x.clamp_max(0.5));
        Three((x, y, z) => x.clamp(y - 2, z + 1));
        One(x => x.masked_fill(x.detach().gt(0.5.ToScalar()), 7));
        One(x => x.clone());
    }

    private static void AddActivations()
    {
        One(x => x.elu());
        One(x => x.gelu());
        One(x => x.hardsigmoid());
        One(x => x.log_sigmoid());
        One(x => x.relu());
        One(x => x.selu());
        One(x => x.sigmoid());
        One(x => x.silu());
        One(x => x.softplus());
        One(x => x.glu(1), In(2, 4));
        One(x => x.hardtanh(-1, 1));
        One(x => x.leaky_relu(0.2));
        One(x => x.log_softmax(1));
        One(x => x.softmax(1));
        One(x => nn.functional.dropout(x, 0.5, false));
        One(x => nn.functional.gelu(x));
        One(x => nn.functional.leaky_relu(x, 0.2));
        One(x => nn.functional.log_softmax(x, 1));
        One(x => nn.functional.normalize(x, 2, 1));
        One(x => nn.functional.relu(x));
        One(x => nn.functional.sigmoid(x));
        One(x => nn.functional.silu(x));
        One(x => nn.functional.softmax(x, 1));
        One(x => nn.functional.softplus(x, 2));
        One(x => nn.functional.tanh(x));
        Two((x, y) => nn.functional.prelu(x, y), null, In(3));
        Two((x, y) => x.prelu(y), null, In(1));
    }
}
