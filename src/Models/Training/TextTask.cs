using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The reader of requests: an LSTM that learns the grammar's training sentences, some of their words made unknown.
/// </summary>
internal sealed class TextTask : TrainingTask
{
    private const int PoolSize = 1_000_000;
    private const int Sorted = 8;    // batches that are drawn together and dealt by length, so that little is padded

    // Shares of the words made unknown, on average: a sentence's own share is anything up to twice this. Words that
    // carry the label stay nearly always; without them the label could not be known.
    private const double UnknownNeutral = 0.10, UnknownTelling = 0.03;

    private readonly int batch;
    private readonly RequestTokenizer tokenizer = new(RequestGrammar.Vocabulary());
    private readonly RequestPool pool;
    private readonly Tensor unknownShares;    // [vocabulary]
    private readonly TextEncoder encoder;
    private readonly AdamW adam;

    public TextTask(TrainingOptions options, int batch = 128, int textSize = 208) : base(options)
    {
        this.batch = batch;
        pool = new(PoolSize, new Seed(Options.Seed), tokenizer);
        unknownShares = Own(UnknownShares());
        manual_seed((long)Options.Seed);
        encoder = Keep(Name, new TextEncoder(new()
        {
            VocabularySize = tokenizer.Count,
            Heads = RequestHeads.All,
            WordSize = 64,
            TextSize = textSize,
            LstmLayers = 1,
            Pooled = true,
            HeadHiddenSize = 96,
            Dropout = 0.2,
        }));
        if (Options.FromShipped) StartFromShipped();
        adam = KeepOptimizer("adam", optim.AdamW(
            encoder.parameters(), lr: Options.FromShipped ? 1e-3 : 3e-3, weight_decay: 0.01));
    }

    public override string Name => "text";

    public override string Unit => "sentences";

    public override string Method => string.Create(CultureInfo.InvariantCulture,
        $"Sentences of the request grammar's training split ({PoolSize} by number, labelled by construction): ")
        + "cross entropy of five heads, a head counting only where the label has its field; "
        + string.Create(CultureInfo.InvariantCulture,
            $"{UnknownNeutral:P0} of the words that say nothing by themselves become the unknown word, ")
        + "words that say nothing are put around some sentences, and another sentence behind some. "
        + "Held-out templates, one sentence in sixteen of the known ones and the paper's sentences are never shown. "
        + "English only; of several requests in a sentence, the first.";

    public override StepResult Advance(TrainingMoment now)
    {
        var (words, classes) = pool.Take(Places(now));
        var share = rand(batch, 1).mul((Scalar)2).mul(unknownShares[words]);    // [N, L]
        var unknown = rand(words.shape).lt(share);
        words = words.masked_fill(unknown, RequestTokenizer.Unknown).to(Options.Device);
        var logits = encoder.call(words);
        var wanted = classes.to(Options.Device).unbind(1);
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

    /// <summary>Takes the shipped reader's parameters; a word that it does not know keeps its random embedding.</summary>
    private void StartFromShipped()
    {
        using var shipped = RequestReader.Load(Options.Weights);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var known = new RequestTokenizer(RequestReader.WordsOf(Options.Weights));
        string[] shared = [.. tokenizer.Words.Intersect(known.Words)];
        var (to, from) = (Rows(tokenizer), Rows(known));
        var values = shipped.Encoder.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        foreach (var (name, parameter) in encoder.named_parameters())
        {
            if (name == "lstm.word2vec.weight") parameter.index_copy_(0, to, values[name].index_select(0, from));
            else parameter.copy_(values[name]);
        }

        Tensor Rows(RequestTokenizer of) =>
            tensor((long[])[RequestTokenizer.Pad, RequestTokenizer.Unknown, .. shared.SelectMany(of.Encode)]);
    }

    private long[] Places(TrainingMoment now)
    {
        var (group, part) = Math.DivRem(now.Step, Sorted);
        return [.. (now with { Step = group }).Draw(batch * Sorted, PoolSize, Options.Seed)
            .OrderBy(pool.LengthOf).Skip((int)part * batch).Take(batch)];
    }

    private Tensor UnknownShares()
    {
        var shares = Enumerable.Repeat((float)UnknownTelling, tokenizer.Count).ToArray();
        foreach (var word in RequestGrammar.NeutralWords().SelectMany(tokenizer.Encode))
            shares[word] = (float)UnknownNeutral;
        shares[RequestTokenizer.Pad] = 0;
        return tensor(shares).DetachFromDisposeScope();
    }

    // Per sentence rather than per sentence that has the field: a rare field weighs no more than a common one.
    private Tensor Loss(Tensor logits, Tensor wanted) =>
        nn.functional.cross_entropy(logits, wanted, ignore_index: RequestHeads.Unused,
            reduction: nn.Reduction.Sum) / batch;
}
