using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Baselines;

/// <summary>The receiver of a baseline. The networks stay the caller's. Not thread-safe.</summary>
/// <param name="networks">Reader, and what Talk2Edit needs.</param>
/// <param name="createCode">Makes what receives the picture.</param>
/// <param name="editor">Edits what has arrived; null for M2.</param>
internal sealed class BaselineDecoder(JeccNetworks networks, Func<IPictureCode> createCode, Talk2Edit? editor) : IDecoder
{
    private readonly IPictureCode code = createCode();

    public AdapterBankCounts Adapters => code.Adapters;

    public IReadOnlyList<RgbImage?> Decode(IReadOnlyList<ReceivedFrame> batch) => [.. batch.Select(Decode)];

    public void Dispose() => code.Dispose();

    private RgbImage Decode(ReceivedFrame frame)
    {
        var picture = code.Decode(frame).Picture;
        if (editor is null || networks.Reader.Read(frame.Text ?? "").Label is not { Attribute: not null } label)
            return picture;
        using var scope = NewDisposeScope();
        return editor.Edit(ImageTensors.FromImage(picture), label).Picture;
    }
}
