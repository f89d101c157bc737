using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

internal static partial class GradientTable
{
    private static void AddLinear()
    {
        AddProducts();
        AddFactorizations();
    }

    private static void AddProducts()
    {
        Two((x, y) => x.matmul(y), In(2, 2, 3), In(3, 4));
        Two((x, y) => x.mm(y), In(2, 3), In(3, 4));
        Two((x, y) => x.bmm(y), In(2, 2, 3), In(2, 3, 2));
        Two((x, y) => x.mv(y), In(2, 3), In(3));
        Two((x, y) => x.dot(y), In(3), In(3));
        Two((x, y) => x.outer(y), In(2), In(3));
        Three((x, y, z) => x.addmm(y, z, 0.5f, 2f), In(2, 4), In(2, 3), In(3, 4));
        Three((x, y, z) => x.baddbmm(y, z, 0.5f, 2f), In(2, 2, 2), In(2, 2, 3), In(2, 3, 2));
        Two((x, y) => x.tensordot(y, [1], [0]), In(2, 3), In(3, 4));
        Two((x, y) => einsum("bij,bjk->bik", x, y), In(2, 2, 3), In(2, 3, 2));
        Three((x, y, z) => nn.functional.linear(x, y, z), In(2, 3), In(4, 3), In(4));
        Two((x, y) => nn.functional.cosine_similarity(x, y, 1));
        One(x => x.trace(), In(3, 3));
    }

    private static void AddFactorizations()
    {
        One(x => x.det(), In(3, 3));
        One(x => x.inverse(), In(3, 3));
        One(x => linalg.det(x), In(3, 3));
        One(x => linalg.inv(x), In(3, 3));
        One(x => linalg.cholesky(Symmetric(x) + 9 * eye(3, dtype: float64)), In(3, 3));
        One(x => linalg.eigh(Symmetric(x)).Item1, In(3, 3));
        One(x => linalg.eigh(Symmetric(x)).Item2.square(), In(3, 3));
        One(x => Join(linalg.qr(x).Q, linalg.qr(x).R), In(4, 3));
        One(x => linalg.svd(x, false).S, In(3, 2));
        One(x => Join(linalg.svd(x, false).U.square(), linalg.svd(x, false).Vh.square()), In(3, 2));
        One(x => linalg.svdvals(x), In(3, 2));
        Two((x, y) => linalg.solve(x, y), In(3, 3), In(3, 2));
        One(x => linalg.norm(x));
        One(x => linalg.norm(x, 3, [1]));
        One(x => linalg.vector_norm(x, 2, [1], true));
    }

    private static Tensor Symmetric(Tensor x) => x + x.transpose(0, 1);
}
