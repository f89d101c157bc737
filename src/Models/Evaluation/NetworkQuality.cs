using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>How good the networks of the prior are on portraits that no training saw.</summary>
public static class NetworkQuality
{
    private const int Batch = 50;

    /// <summary>A predictor's degrees over portraits of the held-out seed.</summary>
    public static IEnumerable<MeasuredFigure> OfPredictor(string part, AttributePredictor predictor, int portraits)
    {
        var sampler = new PortraitSampler(PortraitSets.Development);
        var hits = new DegreeHits();
        for (var first = 0; first < portraits; first += Batch)
        {
            using var scope = NewDisposeScope();
            var rows = sampler.Sample(first, Math.Min(Batch, portraits - first));
            hits.Add(predictor, PortraitRenderer.Render(rows), PortraitParameters.Degrees(rows));
        }
        yield return hits.Within(0, part, "exact degree, mean of the attributes", 0.93);
        var each = FaceAttributes.All.Select(attribute =>
            hits.Exact(part, $"exact degree, {attribute.ToString().ToLowerInvariant()}", attribute, 0.85));
        foreach (var figure in each) yield return figure;
        yield return hits.Within(1, part, "within one degree", 0.99);
    }

    /// <summary>
    /// Verification: two pictures of one person against pictures of two people, by the cosine of their features.
    /// </summary>
    public static MeasuredFigure OfIdentity(FaceIdentity identity, int people)
    {
        using var quiet = no_grad();
        var sampler = new PortraitSampler(PortraitSets.Development);
        var (same, different) = (new List<float>(), new List<float>());
        for (var first = 0; first < people; first += Batch)
        {
            using var scope = NewDisposeScope();
            long[] members = [.. Enumerable.Range(first, Math.Min(Batch, people - first)).Select(i => (long)i)];
            var (ours, again) = (Features(0), Features(1));
            same.AddRange((ours * again).sum(dim: 1).data<float>());
            different.AddRange((ours * again.roll(1, 0)).sum(dim: 1).data<float>());

            Tensor Features(int picture) => nn.functional.normalize(identity.Embed(PortraitRenderer.Render(
                sampler.Sample([.. members.Select(person => (person, 2 * person + picture))]))));
        }
        return Estimate.Auc("identity", "verification, AUC", [.. same], [.. different], 0.99);
    }

    /// <summary>How often the metric finds the nearer of two portraits (<see cref="PortraitTriplets"/>).</summary>
    public static MeasuredFigure OfPerceptual(Lpips metric, int triplets)
    {
        using var quiet = no_grad();
        var rule = new PortraitTriplets(PortraitSets.Development);
        var right = 0L;
        for (var first = 0; first < triplets; first += Batch)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Batch, triplets - first);
            Tensor[] rows = [.. Enumerable.Range(0, 3).Select(member => rule.Parameters(
                [.. Enumerable.Range(first, count).Select(i => 3L * i + member)]))];
            Tensor[] images = [.. rows.Select(parameters => PortraitRenderer.Render(parameters))];
            var said = metric.call(images[0], images[1]) < metric.call(images[0], images[2]);
            var truth = PortraitTriplets.Distance(rows[0], rows[1]) < PortraitTriplets.Distance(rows[0], rows[2]);
            right += (said == truth).sum().item<long>();
        }
        return Estimate.Share("perceptual", "finds the nearer of two portraits (2AFC)", right, triplets, 0.90);
    }
}
