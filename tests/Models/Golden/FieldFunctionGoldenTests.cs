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
}
