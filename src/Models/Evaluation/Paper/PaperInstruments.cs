using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>What measures, and the networks of Editable-DeepSC, which the measuring shares.</summary>
internal sealed class PaperInstruments(DirectoryInfo weights, Device device, EvaluationData data) : IDisposable
{
    public JeccNetworks Networks { get; } = JeccNetworks.Load(weights, device);

    public AttributePredictor Judge { get; } = PriorNetworks.Frozen(PriorNetworks.Judge(weights), device);

    public Observer Observer { get; } = PriorNetworks.Frozen(PriorNetworks.Observer(weights), device);

    public EvaluationData Data => data;

    public void Dispose()
    {
        Networks.Dispose();
        Judge.Dispose();
        Observer.Dispose();
    }
}
