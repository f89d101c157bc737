using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;
using TorchSharp;

namespace EditableDeepSC.Models.Baselines;

/// <summary>What Talk2Edit made of a picture.</summary>
/// <param name="Picture">The edited picture, of the inverted one where nothing was to be edited.</param>
/// <param name="Target">The degree aimed at; null where no edit was asked for.</param>
/// <param name="Before">The degrees that the predictor sees in the inverted picture, one an attribute.</param>
/// <param name="After">The same in the edited one.</param>
/// <param name="Moves">Moves of the walk.</param>
/// <param name="Reason">How it ended.</param>
/// <param name="InversionLoss">J of eq. 8.</param>
public sealed record Talk2EditResult(RgbImage Picture, EditTarget? Target, IReadOnlyList<int> Before,
    IReadOnlyList<int> After, int Moves, MatchingStop Reason, double InversionLoss);

/// <summary>
/// Talk2Edit ([20]) with this project's generator and predictor: finds the w of a picture, then moves it along a field
/// on w, w + d_tar (S(f(w)) - S(0)) with S the mapping network without its norm, which is added to the first two thirds
/// of the rows of w+. A result depends on its picture and sentence alone. The networks stay the caller's. Not
/// thread-safe.
/// </summary>
public sealed class Talk2Edit
{
    private readonly JeccNetworks networks;
    private readonly AttributeFields fields;
    private readonly Talk2EditOptions options;
    private readonly CancellationToken stop;
    private readonly StyleInversion inversion;

    /// <param name="networks">Generator, predictor and LPIPS-P.</param>
    /// <param name="fields">On w.</param>
    /// <param name="options">How thoroughly.</param>
    /// <param name="stop">Ends an edit by an <see cref="OperationCanceledException"/>.</param>
    public Talk2Edit(JeccNetworks networks, AttributeFields fields, Talk2EditOptions options,
        CancellationToken stop = default)
    {
        (this.networks, this.fields, this.options, this.stop) = (networks, fields, options, stop);
        inversion = new(networks, options);
    }

    /// <summary>Inverts an image [3, S, S] in -1..1 and edits it.</summary>
    public Talk2EditResult Edit(Tensor image, RequestLabel request)
    {
        using var scope = NewDisposeScope();
        using var tuned = options.TunesGenerator ? Copy(networks.Generator) : null;
        var generator = tuned ?? networks.Generator;
        var (w, loss) = inversion.Invert(image, generator, stop);
        using var quiet = no_grad();
        var rows = w.unsqueeze(1).repeat(1, generator.LatentCount, 1);                   // [1, rows, latent]
        var start = Look(generator, w, rows);
        var (kept, target, moves, reason) = Walk(generator, start, EditTarget.Of(request, start.Degrees));
        return new(ImageTensors.ToImage(kept.Image[0]), target, start.Degrees, kept.Degrees, moves, reason, loss);
    }

    /// <summary>The moves [N, latent] of one degree up on w [N, latent], each row with an attribute of its own.</summary>
    internal static Tensor Moves(
        Networks.Generator generator, AttributeFields fields, Tensor w, IReadOnlyList<FaceAttribute> attributes)
    {
        using var scope = NewDisposeScope();
        var field = fields.Moves(w, attributes);
        var mapping = generator.Mapping;
        return (mapping.call(field, true) - mapping.call(zeros_like(field[..1]), true)).MoveToOuterDisposeScope();
    }

    /// <summary>w+ [N, rows, latent] with a move [N, latent] of its first rows: 8 of 12 at 128 pixels, as published.</summary>
    internal static Tensor Moved(Tensor rows, Tensor move)
    {
        using var scope = NewDisposeScope();
        var (count, replaced) = (rows.shape[1], ReplacedRows(rows.shape[1]));
        var mask = (arange(count, device: rows.device) < replaced).to_type(rows.dtype).view(1, -1, 1);
        return (rows + move.unsqueeze(1) * mask).MoveToOuterDisposeScope();
    }

    /// <summary>8 of 12 rows and 10 of 18 are published; other counts lie between in proportion.</summary>
    private static long ReplacedRows(long rows) => 4 + rows / 3;

    private (Place Kept, EditTarget? Target, int Moves, MatchingStop Reason) Walk(
        Networks.Generator generator, Place start, EditTarget? target)
    {
        if (target is null) return (start, null, 0, MatchingStop.NothingAsked);
        if (target.Direction == 0) return (start, target, 0, MatchingStop.AlreadyThere);
        var (here, attribute) = (start, (int)target.Attribute);
        var (kept, moves) = StyleWalk.Run(start.Degrees[attribute], target.Degree, options.MaxTrials, () =>
        {
            stop.ThrowIfCancellationRequested();
            var move = Moves(generator, fields, here.W, [target.Attribute]) * target.Direction;
            here = Look(generator, here.W + move, Moved(here.Rows, move));
            return (here, new SeenLabel(here.Degrees[attribute], here.Scores[attribute]));
        });
        var found = kept ?? start;
        return (found, target, moves,
            found.Degrees[attribute] == target.Degree ? MatchingStop.Agreed : MatchingStop.NotReached);
    }

    private Place Look(Networks.Generator generator, Tensor w, Tensor rows)
    {
        var image = generator.Synthesize(rows);
        var chances = networks.Predictor.call(AttributePredictor.Normalize(image))
            .Select(head => head.softmax(1).cpu().data<float>().ToArray()).ToArray();
        return new(w, rows, image, [.. chances.Select(of => Array.IndexOf(of, of.Max()))],
            [.. chances.Select(of => (double)of.Max())]);
    }

    private static Networks.Generator Copy(Networks.Generator source)
    {
        using var scope = NewDisposeScope();
        var copy = new Networks.Generator(source.Options) { Precision = source.Precision };
        copy.load_state_dict(source.state_dict());
        return copy.to(source.parameters().First().device).Kept();
    }

    /// <summary>A place of the walk, and what is seen there.</summary>
    private sealed record Place(Tensor W, Tensor Rows, Tensor Image, int[] Degrees, double[] Scores);
}
