using EditableDeepSC.Models.Networks;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Jecc;

/// <summary>M of eq. 11: one field function for each attribute, all over the latent space z.</summary>
public sealed class AttributeFields : nn.Module<Tensor, Tensor>
{
    /// <summary>The weights file of fields on w, which Talk2Edit edits by.</summary>
    internal const string OnStylesFileName = "talk2edit";

    private readonly ModuleList<FieldFunction> fields = [];

    /// <summary>Small ones: the fields of all attributes are shipped and are in use at once.</summary>
    public static FieldFunctionOptions Small { get; } = new() { Layers = 4, HiddenSize = 128 };

    public AttributeFields(FieldFunctionOptions options) : base(nameof(AttributeFields))
    {
        foreach (var _ in FaceAttributes.All) fields.append(new FieldFunction(options));
        register_module(nameof(fields), fields);
    }

    /// <summary>The moves [N, attributes, latent] by which one step takes z [N, latent] one degree up.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return stack(fields.Select(field => field.call(input)), 1).MoveToOuterDisposeScope();
    }

    /// <summary>The moves [N, latent] of one attribute for each row.</summary>
    public Tensor Moves(Tensor z, IReadOnlyList<FaceAttribute> attributes)
    {
        using var scope = NewDisposeScope();
        var all = call(z);                                                               // [N, attributes, latent]
        var chosen = tensor(attributes.Select(attribute => (long)attribute).ToArray(), device: z.device);
        return all.gather(1, chosen.view(-1, 1, 1).expand(-1, 1, z.shape[1])).squeeze(1).MoveToOuterDisposeScope();
    }
}
