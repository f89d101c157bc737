using System.Globalization;
using EditableDeepSC.Channels;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Requests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The reader of requests: an LSTM that learns the grammar's training sentences, some of their words made unknown.
/// </summary>
internal sealed class TextTask : TrainingTask
{
    private const int PoolSize = 400_000;
    private const double UnknownShare = 0.07;    // on average: a sentence's own share is anything up to twice this

    private readonly TrainingOptions options;
    private readonly int batch;
    private readonly RequestTokenizer tokenizer = new(RequestGrammar.Vocabulary());
    private readonly RequestPool pool;
    private readonly TextEncoder encoder;
    private readonly AdamW adam;

    public TextTask(TrainingOptions options, int batch = 128, int textSize = 160)
    {
        (this.options, this.batch) = (options, batch);
        pool = new(PoolSize, new Seed(options.Seed), tokenizer);
        manual_seed((long)options.Seed);
        encoder = Keep("text", new TextEncoder(new()
        {
            VocabularySize = tokenizer.Count,
            Heads = RequestHeads.All,
            WordSize = 64,
            TextSize = textSize,
            LstmLayers = 1,
            Pooled = true,
            HeadHiddenSize = 96,
            Dropout = 0.2,
        }), options.Device);
        adam = Keep("adam", optim.AdamW(encoder.parameters(), lr: 3e-3, weight_decay: 0.01));
    }

    public override string Name => "text";

    public override string Unit => "sentences";

    public override string Method => string.Create(CultureInfo.InvariantCulture,
        $"Sentences of the request grammar's training split ({PoolSize} by number, labelled by construction): ")
        + "cross entropy of five heads, a head counting only where the label has its field; "
        + string.Create(CultureInfo.InvariantCulture, $"{UnknownShare:P0} of the words become the unknown word, ")
        + "and words that say nothing are put around some sentences. "
        + "Held-out templates, one sentence in sixteen of the known ones and the paper's sentences are never shown. "
        + "English only; one request a sentence.";

    public override StepResult Advance(TrainingMoment now)
    {
        var (words, classes) = pool.Take(now.Draw(batch, PoolSize, options.Seed));
        var share = rand(batch, 1).mul((Scalar)(2 * UnknownShare));
        var unknown = rand(words.shape).lt(share).logical_and(words.ne((Scalar)RequestTokenizer.Pad));
        words = words.masked_fill(unknown, RequestTokenizer.Unknown).to(options.Device);
        var logits = encoder.call(words);
        var wanted = classes.to(options.Device).unbind(1);
        var losses = logits.Zip(wanted, Loss).ToArray();
        var loss = losses.Aggregate((sum, next) => sum + next);
        Update(adam, loss, now.Cosine);
        return new(batch, [.. RequestHeads.All.Select((head, i) => (head.Name, (double)losses[i].item<float>()))]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() =>
    [
        new(Name, encoder)
        {
            Metadata = new Dictionary<string, string> { [RequestReader.WordsKey] = string.Join(' ', tokenizer.Words) },
        },
    ];

    // Per sentence rather than per sentence that has the field: a rare field weighs no more than a common one.
    private Tensor Loss(Tensor logits, Tensor wanted) =>
        nn.functional.cross_entropy(logits, wanted, ignore_index: RequestHeads.Unused,
            reduction: nn.Reduction.Sum) / batch;
}
