using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>A block and a linear layer that give the logits [N, classes] of one head.</summary>
internal static class ClassifierHead
{
    public static Sequential Create(long inputSize, long hiddenSize, Head head, double dropout) =>
        nn.Sequential(("0", new FcBlock(inputSize, hiddenSize, dropout)), ("1", nn.Linear(hiddenSize, head.Classes)));
}
