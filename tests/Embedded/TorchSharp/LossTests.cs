using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class LossTests
{
    [Fact]
    public void Distances_ReduceAsAsked()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(new[] { 1.0, 2, 3 }), tensor(new[] { 1.0, 0, 6 }));
        F.mse_loss(x, y).ShouldHold(13.0 / 3);
        F.mse_loss(x, y, nn.Reduction.Sum).ShouldHold(13);
        F.mse_loss(x, y, nn.Reduction.None).ShouldHold(0, 4, 9);
        F.l1_loss(x, y).ShouldHold(5.0 / 3);
        F.smooth_l1_loss(x, y, nn.Reduction.None).ShouldHold(0, 1.5, 2.5);
    }

    [Fact]
    public void CrossEntropy_IsTheMeanNegativeLogLikelihood()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[,] { { 1.0, 2, 3 }, { 0, 0, 0 } });
        var first = Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(3)) - 3;
        F.cross_entropy(logits, tensor(new[] { 2L, 1 })).ShouldHold((first + Math.Log(3)) / 2);
        F.cross_entropy(logits, tensor(new[] { 2L, -100 })).ShouldHold(first);
        F.cross_entropy(logits, tensor(new[] { 2L, 1 }), tensor(new[] { 1.0, 1, 3 }))
            .ShouldHold((3 * first + Math.Log(3)) / 4);
        F.nll_loss(logits.log_softmax(1), tensor(new[] { 2L, 1 })).ShouldHold((first + Math.Log(3)) / 2);
        F.cross_entropy(logits, logits.softmax(1), reduction: nn.Reduction.None)
            .ShouldBe(-(logits.softmax(1) * logits.log_softmax(1)).sum(1));
    }

    [Fact]
    public void BinaryCrossEntropy_TakesLogits()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 0.0, 2 });
        F.binary_cross_entropy_with_logits(logits, tensor(new[] { 1.0, 0 }), reduction: nn.Reduction.None)
            .ShouldHold(Math.Log(2), Math.Log(1 + Math.Exp(2)));
    }

    [Fact]
    public void Similarities_AreOfDirections()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(new[,] { { 3.0, 4 } }), tensor(new[,] { { 4.0, 3 } }));
        F.cosine_similarity(x, y).ShouldHold(0.96);
        F.normalize(x).ShouldHold(0.6, 0.8);
        F.kl_div(x.log_softmax(1), x.log_softmax(1)).ShouldHold(0);
        F.one_hot(tensor(new[] { 2L, 0 }), 3).ShouldHold(0, 0, 1, 1, 0, 0);
    }
}
