using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class LinearAlgebraTests
{
    private static Tensor Random(params long[] shape) => randn(shape, float64, generator: new Generator(11));

    [Fact]
    public void Products_FollowTheirDefinition()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (tensor(new[,] { { 1.0, 2 }, { 3, 4 } }), tensor(new[,] { { 5.0, 6 }, { 7, 8 } }));
        a.mm(b).ShouldHold(19, 22, 43, 50);
        a.matmul(tensor(new[] { 1.0, 1 })).ShouldHold(3, 7);
        a.mv(tensor(new[] { 1.0, -1 })).ShouldHold(-1, -1);
        tensor(new[] { 1.0, 2 }).dot(tensor(new[] { 3.0, 4 })).item<double>().Should().Be(11);
        tensor(new[] { 1.0, 2 }).outer(tensor(new[] { 3.0, 4 })).ShouldHold(3, 4, 6, 8);
        a.addmm(b, b, 2, 0.5f).ShouldBe(2 * a + 0.5 * b.mm(b));
        a.trace().item<double>().Should().Be(5);
    }

    [Fact]
    public void BatchedProducts_AreProductsOfEach()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Random(3, 2, 4), Random(3, 4, 5));
        var product = a.bmm(b);
        for (var i = 0; i < 3; i++) product[i].ShouldBe(a[i].mm(b[i]));
        a.matmul(b).ShouldBe(product);
        einsum("bij,bjk->bik", a, b).ShouldBe(product);
        einsum("bij->bji", a).ShouldBe(a.transpose(1, 2));
        einsum("bij,bij->b", a, a).ShouldBe(a.square().sum([1, 2]));
        a.tensordot(b, [0, 2], [0, 1]).ShouldBe(einsum("bij,bjk->ik", a, b));
    }

    [Fact]
    public void Eigh_DiagonalisesASymmetricMatrix()
    {
        using var scope = NewDisposeScope();
        var a = Random(4, 4);
        a += a.t();
        var (values, vectors) = linalg.eigh(a);
        vectors.matmul(values.diag()).matmul(vectors.t()).ShouldBe(a);
        values.ShouldBe(values.sort().Values);
    }

    [Fact]
    public void Svd_RebuildsTheMatrix()
    {
        using var scope = NewDisposeScope();
        var a = Random(4, 3);
        var (u, s, vh) = linalg.svd(a, fullMatrices: false);
        u.matmul(s.diag()).matmul(vh).ShouldBe(a);
        linalg.svdvals(a).ShouldBe(s);
        linalg.svd(a).U.shape.Should().Equal(4, 4);
    }

    [Fact]
    public void Qr_GivesAnOrthonormalBasisAndATriangle()
    {
        using var scope = NewDisposeScope();
        var a = Random(4, 3);
        var (q, r) = linalg.qr(a);
        q.matmul(r).ShouldBe(a);
        q.t().matmul(q).ShouldBe(eye(3, dtype: float64));
        r.tril(-1).ShouldBe(zeros(3, 3, float64));
        linalg.qr(a, linalg.QRMode.Complete).Q.shape.Should().Equal(4, 4);
    }

    [Fact]
    public void Solve_InvertsTheProduct()
    {
        using var scope = NewDisposeScope();
        var (a, x) = (Random(3, 3), Random(3, 2));
        linalg.solve(a, a.matmul(x)).ShouldBe(x);
        linalg.inv(a).matmul(a).ShouldBe(eye(3, dtype: float64));
        linalg.det(a).item<double>().Should().BeApproximately(1 / linalg.det(linalg.inv(a)).item<double>(), 1e-9);
        var positive = a.matmul(a.t()) + eye(3, dtype: float64);
        var factor = linalg.cholesky(positive);
        factor.matmul(factor.t()).ShouldBe(positive);
    }

    [Fact]
    public void Solve_OfASingularMatrix_Throws()
    {
        using var scope = NewDisposeScope();
        FluentActions.Invoking(() => linalg.solve(zeros(2, 2), ones(2, 1)))
            .Should().Throw<Exception>().WithMessage("*singular*");
    }
}
