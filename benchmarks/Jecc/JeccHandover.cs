using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>
/// The file by which Python's side gets pictures and sentences, and what the first of them must come to, in float32.
/// </summary>
internal sealed class JeccHandover(JeccNetworks networks, JeccPairs pairs)
{
    private static readonly InversionOptions Search =
        new() { MaxIterations = 3, LearningRate = 0.01 };

    private readonly List<WeightTensor> tensors = [];
    private readonly int checks = Math.Min(3, pairs.Texts.Count);

    internal void Write(string path, DirectoryInfo weights)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var precision = networks.Generator.Precision;
        networks.Generator.Precision = null;
        AddSentences(weights);
        Add("images", pairs.Images);
        var images = pairs.Images[..checks];
        using var draws = new TorchSharp.torch.Generator(1);
        var start = randn(checks, networks.SymbolCount, generator: draws);
        AddNetworks(images, start);
        AddInversion(images, start);
        AddTransmission(images);
        networks.Generator.Precision = precision;
        SafetensorsWriter.Write(path, tensors);
    }

    private void AddSentences(DirectoryInfo weights)
    {
        using var file = SafetensorsFile.Open(Path.Combine(weights.FullName, "text.safetensors"));
        var tokenizer = new RequestTokenizer(file.Metadata["words"].Split(' '));
        var labels = networks.Reader.Read(pairs.Texts).Select(read => Numbers(read.Label)).ToArray();
        tensors.Add(WeightTensor.From<long>("requests", [.. labels.SelectMany(label => label)], labels.Length, 3));
        foreach (var (text, i) in pairs.Texts.Select((text, i) => (text, i)))
        {
            long[] words = [.. tokenizer.Encode(text).Select(word => (long)word)];
            tensors.Add(WeightTensor.From<long>($"words.{i}", words, words.Length));
        }
    }

    /// <summary>Attribute, change in degrees, target degree; -1, 0 and -1 where there is none.</summary>
    private static long[] Numbers(RequestLabel label)
    {
        var sign = label.Direction switch { EditDirection.Positive => 1, EditDirection.Negative => -1, _ => 0 };
        return [label.Attribute is { } attribute ? (long)attribute : -1, sign * (label.Value ?? 1), label.Target ?? -1];
    }

    private void AddNetworks(Tensor images, Tensor start)
    {
        var made = networks.Generator.call(start);
        Add("start", start);
        Add("image", made);
        Add("logits", stack(networks.Predictor.call(AttributePredictor.Normalize(made)), 1));
        Add("losses", stack(Losses(made, images), 1));
        Add("fields", networks.Fields.call(start));
        Add("guess", networks.Guess.call(images));
    }

    /// <summary>
    /// The gradient of J, and J after two small steps of Adam: where a gradient is near zero, rounding decides the
    /// direction of the first one, and longer ways part.
    /// </summary>
    private void AddInversion(Tensor images, Tensor start)
    {
        using (enable_grad())
        {
            var z = start.clone().requires_grad_();
            var loss = stack(Losses(networks.Generator.call(z), images)).sum();
            Add("gradient", autograd.grad([loss], [z])[0]);
        }
        using var inversion = new LatentInversion(networks.Generator, networks.Perceptual, checks, Search);
        for (var i = 0; i < checks; i++) inversion.Add(images[i], start[i]);
        var losses = new float[checks];
        while (inversion.Occupied > 0)
        {
            foreach (var result in inversion.Step())
            {
                losses[result.Slot] = (float)result.Loss;
                result.Z.Dispose();
            }
        }
        tensors.Add(WeightTensor.From<float>("loss", losses, checks));
        tensors.Add(WeightTensor.From<float>("rate", [(float)Search.LearningRate], 1));
        tensors.Add(WeightTensor.From<long>("iterations", [Search.MaxIterations], 1));
    }

    private Tensor[] Losses(Tensor made, Tensor images) =>
        [networks.Perceptual.call(made, images), (made - images).square().mean([1, 2, 3])];

    private void AddTransmission(Tensor images)
    {
        var guess = networks.Guess.call(images);
        using var matching = new AttributeMatching(networks.Generator, networks.Predictor, networks.Fields, checks);
        for (var i = 0; i < checks; i++) matching.Add(guess[i], networks.Reader.Read(pairs.Texts[i]).Label);
        var edits = new MatchingResult[checks];
        while (matching.Occupied > 0)
            foreach (var edit in matching.Step()) edits[edit.Slot] = edit;
        var edited = stack(edits.Select(edit => edit.Z));
        foreach (var edit in edits) edit.Z.Dispose();
        Add("edited", edited);
        tensors.Add(WeightTensor.From<long>("moves", [.. edits.Select(edit => (long)edit.Iterations)], checks));

        var pair = networks.Adapters[networks.Adapters.Nearest(JeccChain.SnrDb)];
        var link = new Transmission(new AwgnChannel());
        var received = Send(ChannelCoding.Encode(edited, Each(pair.Encoder)));
        var variance = Decibels.ToRatio(-JeccChain.SnrDb);
        Add("noise", Send(zeros_like(edited)) * ((1 + variance) / Math.Sqrt(variance)));    // of unit power
        Add("received", received);
        Add("picture", networks.Generator.call(ChannelCoding.Decode(received, Each(pair.Decoder))));

        ChannelAdapter[] Each(ChannelAdapter adapter) => [.. Enumerable.Repeat(adapter, checks)];

        Tensor Send(Tensor symbols) => link.Send(symbols, JeccChain.SnrDb, new Seed(82), default, 0);
    }

    private void Add(string name, Tensor values) =>
        tensors.Add(WeightTensor.From<float>(name, values.cpu().contiguous().data<float>().ToArray(),
            [.. values.shape]));
}
