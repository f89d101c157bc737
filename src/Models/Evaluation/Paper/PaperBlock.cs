using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>
/// Portraits that no training saw, each with a held-out sentence, the same for all methods; and what is meant by it:
/// the degree that follows from the sentence's true label and the portrait's true degrees.
/// </summary>
internal sealed class PaperBlock : IDisposable
{
    public static Seed Sentences { get; } = new(78);    // those of eval jecc

    private readonly JeccNetworks networks;
    private readonly PortraitStyle style;
    private readonly Tensor rows, images;

    public PaperBlock(PaperInstruments with, PortraitStyle style, int first, int count)
    {
        (networks, this.style) = (with.Networks, style);
        rows = new PortraitSampler(with.Data.Portraits).Sample(first, count);
        images = PortraitRenderer.Render(rows, style: style).to(networks.Device);
        var sentences = Enumerable.Range(first, count).Select(i => Sentence(i, with.Data.Sentences)).ToList();
        Requests = [.. sentences.Select((sentence, i) => new EditRequest(new TransmissionId(first + i), default,
            new ImageSource.Pixels(images[i]), sentence.Text, null, 0))];
        using var degrees = PortraitParameters.Degrees(rows);
        Meant = [.. degrees.data<long>().ToArray().Chunk(FaceAttributes.Count).Zip(sentences, (one, sentence) =>
            EditTarget.Of(sentence.Label, [.. one.Select(degree => (int)degree)])!)];
    }

    public IReadOnlyList<EditRequest> Requests { get; }

    public IReadOnlyList<EditTarget> Meant { get; }

    /// <summary>The portraits as 8-bit pictures; of the scope around.</summary>
    public SeenPictures Originals() => Seen(images);

    /// <summary>The same people and scenes drawn with the degrees meant; of the scope around.</summary>
    public SeenPictures Counterfactuals()
    {
        using var changed = rows.clone();
        for (var i = 0; i < Meant.Count; i++)
            changed[i, PortraitParameters.ColumnOf(Meant[i].Attribute)] = (double)Meant[i].Degree;
        using var drawn = PortraitRenderer.Render(changed, style: style);
        return Seen(drawn);
    }

    /// <summary>The 48 parameters that no sentence changes, as independent standard normal numbers [N, 48].</summary>
    public float[] Normals()
    {
        using var scope = NewDisposeScope();
        return PaperNumbers.Of(PortraitLatent.NormalsOf(rows)[.., ..PortraitParameters.FirstAttribute]);
    }

    public void Dispose()
    {
        foreach (var request in Requests) ((ImageSource.Pixels)request.Image).Image.Dispose();
        rows.Dispose();
        images.Dispose();
    }

    private SeenPictures Seen(Tensor drawn) => SeenPictures.Of(drawn.unbind(0).Select(ImageTensors.ToImage), networks);

    private static LabelledRequest Sentence(int portrait, RequestUse use)
    {
        var grammar = new RequestGrammar(Sentences, use);
        for (long attempt = 0; ; attempt++)
        {
            var request = grammar.Generate(((long)portrait << 8) + attempt, RequestSplit.HeldOutSentence);
            if (request.Label.Attribute is not null) return request;
        }
    }
}
