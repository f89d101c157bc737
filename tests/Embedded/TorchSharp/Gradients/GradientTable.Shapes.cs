using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

internal static partial class GradientTable
{
    private static void AddShapes()
    {
        AddViews();
        AddJoins();
        AddSelections();
    }

    private static void AddViews()
    {
        One(x => x.t() * x.T * x.mT);
        One(x => x.reshape(3, 2));
        One(x => x.view(-1) * x.view(6).view_as(x.flatten()));
        One(x => x.flatten(1, 2).unflatten(1, 3, 2), In(2, 3, 2));
        One(x => x.squeeze(1).unsqueeze(0), In(2, 1, 3));
        One(x => x.permute(2, 0, 1), In(2, 3, 2));
        One(x => x.transpose(0, 1).contiguous());
        One(x => x.movedim([0], [2]), In(2, 3, 2));
        One(x => x.expand(4, 2, 3));
        One(x => x.expand_as(zeros(4, 3)), In(1, 3));
        One(x => x.broadcast_to(4, 2, 3));
        One(x => x.repeat(2, 2));
        One(x => x.repeat_interleave(2, 1));
        One(x => x.tile([2]));
        One(x => x.flip(1));
        One(x => x.roll(1, 1));
        One(x => x.diagonal());
        One(x => x.diag());
        One(x => x.tril());
        One(x => x.triu());
        One(x => x.unfold(1, 2, 1));
        One(x => x.as_strided([2, 2], [1, 2], 1));
        One(x => x.alias() * 2);
    }

    private static void AddJoins()
    {
        Two((x, y) => cat(new[] { x, y }, 1), In(2, 3), In(2, 2));
        Two((x, y) => stack([x, y], 1));
        One(x => Join(x.split(2, 1)[0] * 2, x.split([1, 2], 1)[1]));
        One(x => Join(x.chunk(2, 1)[1], x.unbind(0)[1]));
        Two((x, y) => Join(meshgrid([x, y])), In(2), In(3));
    }

    private static void AddSelections()
    {
        One(x => x.select(1, -1));
        One(x => x.slice(1, 0, 3, 2));
        One(x => x.narrow(1, 1, 2));
        One(x => x.index(TensorIndex.Tensor(Long(0, 1, 1)), TensorIndex.Slice(1)));
        One(x => x[.., ^1]);
        One(x => x.index_select(1, Long(2, 0, 2)));
        Two((x, y) => x.index_add(1, Long(2, 0), y, 0.5), In(2, 3), In(2, 2));
        One(x => x.gather(1, Long(2, 0, 1, 1).view(2, 2)));
        Two((x, y) => x.scatter(1, Long(2, 0, 1, 2).view(2, 2), y), In(2, 3), In(2, 2));
        Two((x, y) => x.scatter_add(1, Long(2, 2, 1, 1).view(2, 2), y), In(2, 3), In(2, 2));
        One(x => x.take_along_dim(Long(2, 0).view(2, 1), 1));
        One(x => x.masked_select(x.detach().gt(0.ToScalar())));
    }
}
