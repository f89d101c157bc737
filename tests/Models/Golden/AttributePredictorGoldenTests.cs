using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Golden;

[Collection(GoldenSuite.Name)]
public class AttributePredictorGoldenTests
{
    [GoldenFact]
    public void Predictor_gives_the_public_logits_and_degrees()
    {
        var golden = GoldenFile.Read("attribute_predictor");
        using var predictor = new AttributePredictor();
        golden.Fill(predictor);
        Check(golden, predictor);
    }

    internal static void Check(GoldenFile golden, AttributePredictor predictor)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        predictor.Options.Heads.Select(head => head.Name).Should().Equal(golden.Heads!.Select(head => head.Module));

        var transformed = AttributePredictor.Normalize(golden.Input("image"));
        golden.Check("transformed", transformed);
        var logits = predictor.call(transformed);
        for (var i = 0; i < logits.Length; i++) golden.Check(golden.Heads![i].Module!, logits[i]);
        logits.Select(head => (int)head[0].argmax().item<long>()).Should().Equal(golden.LabelsOfSample0!.Labels);

        var shrunk = AttributePredictor.Normalize(golden.Input("image_big"));
        golden.Check("transformed_big", shrunk);
        var big = predictor.call(shrunk);
        for (var i = 0; i < big.Length; i++) golden.Check($"{golden.Heads![i].Module}_big", big[i]);
    }
}
