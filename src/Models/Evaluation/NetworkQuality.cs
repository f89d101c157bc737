using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using TorchSharp;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>How good the networks of the prior are on portraits that no training saw.</summary>
public static class NetworkQuality
{
    private const int Batch = 50, Changed = 100;

    /// <summary>A predictor's degrees over portraits.</summary>
    public static IEnumerable<MeasuredFigure> OfPredictor(
        string part, AttributePredictor predictor, PortraitSet set, int portraits)
    {
        var hits = Hits(predictor, set, portraits, PortraitStyle.Photo);
        yield return hits.Within(0, part, "exact degree, mean of the attributes", 0.93);
        var each = FaceAttributes.All.Select(attribute =>
            hits.Exact(part, $"exact degree, {attribute.ToString().ToLowerInvariant()}", attribute, 0.85));
        foreach (var figure in each) yield return figure;
        yield return hits.Within(1, part, "within one degree", 0.99);
    }

    /// <summary>The judge's degrees of ink pictures.</summary>
    public static MeasuredFigure OfInk(string part, AttributePredictor judge, PortraitSet set, int portraits) =>
        Hits(judge, set, portraits, PortraitStyle.Ink).Within(0, part, "exact degree in ink, mean of the attributes");

    private static DegreeHits Hits(AttributePredictor predictor, PortraitSet set, int portraits, PortraitStyle style)
    {
        var sampler = new PortraitSampler(set);
        var hits = new DegreeHits();
        for (var first = 0; first < portraits; first += Batch)
        {
            using var scope = NewDisposeScope();
            var rows = sampler.Sample(first, Math.Min(Batch, portraits - first));
            hits.Add(predictor, PortraitRenderer.Render(rows, style: style), PortraitParameters.Degrees(rows));
        }
        return hits;
    }

    /// <summary>
    /// How well F tells people apart: on hard pairs, on people drawn by chance, and by what a change of all parameters of
    /// one group from their 10th to their 90th percentile leaves of the cosine.
    /// </summary>
    public static IEnumerable<MeasuredFigure> OfIdentity(
        FaceIdentity identity, PortraitSet set, int people, Device device)
    {
        var pairs = HardPairs.Measure(set, people, images => nn.functional.normalize(identity.Embed(images)),
            (one, other) => (one * other).sum(dim: 1), device);
        yield return Estimate.Auc("identity", "verification on hard pairs, AUC", pairs.Same, pairs.Different, 0.97);
        yield return Estimate.Mean("identity", "cosine, same person otherwise", [.. pairs.Same.Select(c => (double)c)]);
        yield return Estimate.Mean("identity", "cosine, lookalikes", [.. pairs.Different.Select(c => (double)c)]);
        yield return OfStrangers(identity, set, people, device);
        foreach (var group in FaceFeatures.Groups)
        {
            yield return Estimate.Mean("identity",
                $"cosine after {group.ToString().ToLowerInvariant()}, 10th to 90th percentile",
                AfterChange(identity, set, group, device), Bar.AtMost(0.6));
        }
    }

    private static List<double> AfterChange(FaceIdentity identity, PortraitSet set, FeatureGroup group, Device device)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var rows = new PortraitSampler(set).Sample(0, Changed);
        return [.. (Features(0.1) * Features(0.9)).sum(dim: 1).cpu().data<float>().Select(cosine => (double)cosine)];

        Tensor Features(double percentile)
        {
            rows[.., FaceFeatures.ColumnsOf(group)].fill_((Scalar)percentile);
            return nn.functional.normalize(identity.Embed(PortraitRenderer.Render(rows).to(device)));
        }
    }

    /// <summary>Two pictures of one person against pictures of two people who share nothing.</summary>
    private static MeasuredFigure OfStrangers(FaceIdentity identity, PortraitSet set, int people, Device device)
    {
        using var quiet = no_grad();
        var sampler = new PortraitSampler(set);
        var (same, different) = (new List<float>(), new List<float>());
        for (var first = 0; first < people; first += Batch)
        {
            using var scope = NewDisposeScope();
            long[] members = [.. Enumerable.Range(first, Math.Min(Batch, people - first)).Select(i => (long)i)];
            var (ours, again) = (Features(0), Features(1));
            same.AddRange((ours * again).sum(dim: 1).data<float>());
            different.AddRange((ours * again.roll(1, 0)).sum(dim: 1).data<float>());

            Tensor Features(int picture) => nn.functional.normalize(identity.Embed(PortraitRenderer.Render(
                sampler.Sample([.. members.Select(person => (person, 2 * person + picture))])).to(device)));
        }
        return Estimate.Auc("identity", "verification of strangers, AUC", [.. same], [.. different], 0.99);
    }

    /// <summary>How often the metric finds the nearer of two portraits (<see cref="PortraitTriplets"/>).</summary>
    public static MeasuredFigure OfPerceptual(Lpips metric, PortraitSet set, int triplets)
    {
        using var quiet = no_grad();
        var rule = new PortraitTriplets(set);
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
