using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Golden;

[Collection(GoldenSuite.Name)]
public class FieldFunctionGoldenTests
{
    [GoldenFact]
    public void Field_function_gives_the_public_field()
    {
        var golden = GoldenFile.Read("field_function");
        using var field = new FieldFunction();
        golden.Fill(field);
        Check(golden, field);
    }

    internal static void Check(GoldenFile golden, FieldFunction field)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        golden.Check("field", field.call(golden.Input("w")), tolerance: 1e-4);
    }

    [GoldenFact]
    public void Edit_step_moves_w_as_the_public_code_does()
    {
        var golden = GoldenFile.Read("edit_step");
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var pair = new FieldAndMapping();
        golden.Fill(pair, key => key.Key.Replace("stylegan_gen.style", "mapping", StringComparison.Ordinal));
        var w = golden.Input("w");

        var delta = EditStep.Delta(pair.Field, pair.Mapping, w);

        golden.Check("delta_w", delta);
        golden.Check("edited_from_w", EditStep.Apply(w.unsqueeze(1).expand(1, 12, 512), delta, rows: 8));
        golden.Check("edited_from_w_plus", EditStep.Apply(golden.Input("w_plus"), delta, rows: 8, alpha: -1));
        var first = w - delta;
        golden.Check("w_after_2_steps", first - EditStep.Delta(pair.Field, pair.Mapping, first));
    }

    /// <summary>The two networks of an edit step in one state.</summary>
    private sealed class FieldAndMapping : nn.Module
    {
        public FieldAndMapping() : base(nameof(FieldAndMapping))
        {
            register_module("field_function", Field);
            register_module("mapping", Mapping);
        }

        public FieldFunction Field { get; } = new();

        public MappingNetwork Mapping { get; } = new(512, 8);
    }
}
