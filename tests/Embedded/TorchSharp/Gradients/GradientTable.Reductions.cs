using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

internal static partial class GradientTable
{
    private static void AddReductions()
    {
        One(x => x.sum());
        One(x => x.sum(1, true));
        One(x => x.sum([0, 1]));
        One(x => x.mean());
        One(x => x.mean([1], true));
        One(x => x.prod());
        One(x => x.prod(1));
        One(x => x.std());
        One(x => x.std(1, false, true));
        One(x => x.std([0, 1]));
        One(x => x.var());
        One(x => x.var(1, false, true));
        One(x => x.var([0, 1]));
        One(x => Join(x.std_mean(1).std, x.std_mean(1).mean));
        One(x => Join(x.var_mean(1).var, x.var_mean(1).mean));
        One(x => x.norm());
        One(x => x.norm(1, true, 3));
        Two((x, y) => x.dist(y));
        One(x => x.logsumexp(1));
        One(x => x.max());
        One(x => x.max(1).values);
        Two((x, y) => x.max(y));
        One(x => x.min());
        One(x => x.min(0, true).values);
        Two((x, y) => x.min(y));
        One(x => x.amax(1));
        One(x => x.amin(0));
        One(x => x.median(), In(5));
        One(x => x.quantile(tensor(new[] { 0.3, 0.7 }), 1));
        One(x => x.cumsum(1));
        One(x => x.cumprod(1));
        One(x => x.sort(1, true).Values);
        One(x => x.topk(2, 1).values);
    }
}
