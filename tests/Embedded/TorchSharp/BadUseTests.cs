using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

/// <summary>Mistakes become exceptions that say what was wrong; the process lives on.</summary>
public class BadUseTests
{
    public static TheoryData<string> Names => new(Mistakes.Keys);

    // What is done, and what the message says besides the operator's name.
    private static readonly Dictionary<string, (Action Do, string Operator, string Message)> Mistakes = new()
    {
        ["matmul of shapes that do not fit"] = (() => ones(2, 3).matmul(ones(2, 3)), "matmul", "*2x3*"),
        ["add of shapes that do not broadcast"] = (() => ones(2).add(ones(3)), "add", "*must match*"),
        ["conv with wrong channels"] =
            (() => nn.functional.conv2d(ones(1, 3, 4, 4), ones(2, 4, 3, 3)), "conv2d", "*channels*"),
        ["conv with a kernel larger than the image"] =
            (() => nn.functional.conv2d(ones(1, 1, 2, 2), ones(1, 1, 3, 3)), "conv2d", "*ernel size*"),
        ["matmul of mixed dtypes"] = (() => ones(2, 2).matmul(ones(2, 2, float64)), "matmul", "*Float*Double*"),
        ["mean of integers"] = (() => arange(3).mean(), "mean", "*floating*"),
        ["embedding of an id past the end"] =
            (() => nn.Embedding(3, 2).call(tensor(new[] { 3L })), "embedding", "*range*"),
        ["embedding of a negative id"] = (() => nn.Embedding(3, 2).call(tensor(new[] { -1L })), "embedding", "*range*"),
        ["cross entropy of a class past the end"] =
            (() => nn.functional.cross_entropy(ones(1, 2), full([1], 2L)), "cross_entropy_loss", "*out of bounds*"),
        ["gather past the end"] = (() => ones(2, 2).gather(1, full([2, 2], 5, int64)), "gather", "*out of bounds*"),
        ["index past the end"] = (() => ones(2).index(tensor(new[] { 2L })), "index", "*out of bounds*"),
        ["view of another size"] = (() => ones(4).view(3), "view", "*invalid*"),
        ["gradient of an integer tensor"] =
            (() => ones(2, dtype: int64, requires_grad: true), "requires_grad_", "*floating*"),
        ["backward of a constant"] = (() => ones(1).backward(), "backward", "*not require grad*"),
        ["backward of a vector"] = (() => ones(2, requires_grad: true).mul(ones(2)).backward(), "backward", "*scalar*"),
        ["in-place change of a leaf"] = (() => ones(2, requires_grad: true).add_(ones(2)), "add_", "*leaf*"),
        ["cholesky of an indefinite matrix"] = (() => linalg.cholesky(-eye(2)), "cholesky", "*positive-definite*"),
        ["einsum that does not parse"] = (() => einsum("ij,j->k", ones(2, 2), ones(2)), "einsum", "*k*"),
        ["more memory than there is"] = (() => empty(1L << 60), "empty", "*"),
        ["negative size"] = (() => zeros(-1), "zeros", "*negative*"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Mistake_IsAnException(string name)
    {
        using var scope = NewDisposeScope();
        var (act, op, message) = Mistakes[name];
        var thrown = act.Should().Throw<Exception>().WithMessage(message).Which;
#if ENGINE_EMBEDDED
        thrown.Message.Should().Contain(op);
#else
        _ = op;
#endif
    }

    [Fact]
    public void UseAfterDispose_IsAnObjectDisposedException()
    {
        var gone = ones(2);
        gone.Dispose();
        using var there = ones(2);
        Throws(() => gone.add(there));
        Throws(() => there.add(gone));
        Throws(() => there.add_(gone));
        Throws(() => _ = gone.shape);
        Throws(() => gone.data<float>());
        Throws(() => gone.backward());
        Throws(() => cat([there, gone]));
        Throws(() => autograd.grad([gone], [there]));
#if ENGINE_EMBEDDED
        FluentActions.Invoking(() => gone.sum())
            .Should().Throw<ObjectDisposedException>().WithMessage("*dispose scope*");
#endif

        static void Throws(Action act) => act.Should().Throw<Exception>()
            .Which.GetType().Name.Should().BeOneOf(nameof(ObjectDisposedException), nameof(InvalidOperationException));
    }

    [Fact]
    public void Exceptions_OnManyThreads_StayOnTheirThread()
    {
        var messages = new string[8];
        var threads = Enumerable.Range(0, messages.Length).Select(i => new Thread(() =>
        {
            using var scope = NewDisposeScope();
            for (var round = 0; round < 200; round++)
            {
                var act = () => ones(i + 2).add(ones(i + 3));
                messages[i] = act.Should().Throw<Exception>().Which.Message;
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        for (var i = 0; i < messages.Length; i++) messages[i].Should().Contain($"({i + 2})").And.Contain($"({i + 3})");
    }

    [Fact]
    public void Backward_ThatFailsOnAnotherThread_ThrowsThere()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var y = x.exp();
        using (no_grad()) y.zero_();    // exp saved its result for backward
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                autograd.grad([y.sum()], [x]);
            }
            catch (Exception failure)
            {
                thrown = failure;
            }
        });
        thread.Start();
        thread.Join();
        thrown!.Message.Should().Contain("modified by an inplace operation");
    }
}
