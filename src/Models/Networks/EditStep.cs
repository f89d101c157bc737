using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// One step of an edit in the latent space w (Talk-to-Edit, models/field_function_model.py): the field names a
/// direction in z, and the mapping network turns it into one in w.
/// </summary>
public static class EditStep
{
    /// <summary>delta_w = map(field(w)) - map(0), without the pixel norm; w and the result are [N, latent].</summary>
    public static Tensor Delta(FieldFunction field, MappingNetwork mapping, Tensor w)
    {
        using var scope = NewDisposeScope();
        var direction = field.call(w);                                              // [N, latent]
        var origin = zeros(1, direction.shape[1], direction.dtype, direction.device);
        var mapped = mapping.call(cat([direction, origin]), true);                  // [N + 1, latent]
        return mapped.narrow(0, 0, w.shape[0]).sub(mapped[^1]).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// w+ [N, layers, latent] with alpha delta_w added to its first <paramref name="rows"/> rows (8 of 12 at 128).
    /// </summary>
    public static Tensor Apply(Tensor wPlus, Tensor delta, int rows, double alpha = 1)
    {
        Shape.Require(wPlus, nameof(wPlus), delta.shape[0], Shape.Any, delta.shape[1]);
        using var scope = NewDisposeScope();
        var moved = wPlus.narrow(1, 0, rows).add(delta.unsqueeze(1), alpha);        // [N, rows, latent]
        var rest = wPlus.narrow(1, rows, wPlus.shape[1] - rows);
        return cat([moved, rest], 1).MoveToOuterDisposeScope();
    }
}
