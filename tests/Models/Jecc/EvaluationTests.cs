using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Tests.Requests;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Jecc;

public sealed class EvaluationTests
{
    private static readonly DirectoryInfo Weights = new(Path.Combine(People.RepositoryRoot, "weights"));

    [Theory]
    [InlineData(0.5, 0.6, false, false)]
    [InlineData(0.6, 0.6, false, true)]
    [InlineData(0.5, 0.6, true, true)]
    [InlineData(0.7, 0.6, true, false)]
    [InlineData(double.NaN, 0.6, false, false)]
    [InlineData(double.NaN, 0.6, true, false)]
    public void Holds_ABar_IsHeldToTheRightSide(double value, double limit, bool most, bool holds) =>
        new MeasuredFigure("", "", value, 0, 0, 1, new Bar(limit, most)).Holds.Should().Be(holds);

    [Theory]
    [InlineData(0.7, false, true)]
    [InlineData(0.72, false, false)]
    [InlineData(0.9, true, true)]
    [InlineData(0.88, true, false)]
    public void Holds_ABarOfTheInterval_IsHeldByItsNearerEnd(double limit, bool most, bool holds) =>
        new MeasuredFigure("", "", 0.8, 0.71, 0.89, 9, new Bar(limit, most).Surely).Holds.Should().Be(holds);

    [Theory]
    [InlineData(999, false)]
    [InlineData(1000, true)]
    public void Share_BarNearOne_NeedsAThousandTrials(int count, bool holds)
    {
        Estimate.Share("", "", count, count, 0.95).Holds.Should().Be(holds);
        Estimate.Share("", "", count, count, 0.94).Holds.Should().BeTrue();
        Estimate.Share("", "", count, count).Holds.Should().BeNull();
    }

    [Fact]
    public void Ratio_PairedNumbers_HasTheIntervalOfTheDeltaMethod()
    {
        double[] theirs = [.. Enumerable.Range(0, 200).Select(i => 1 + i % 10 / 10.0)];
        double[] ours = [.. theirs.Select((value, i) => value * (i % 2 == 0 ? 0.4 : 0.6))];

        var figure = Estimate.Ratio("", "", ours, theirs);

        var (mean, ratio) = (theirs.Average(), ours.Sum() / theirs.Sum());
        var delta = Estimate.Mean("", "", [.. ours.Zip(theirs, (one, other) => (one - ratio * other) / mean)]);
        figure.Value.Should().BeApproximately(ratio, 1e-12);
        (figure.High - figure.Low).Should().BeApproximately(delta.High - delta.Low, 0.1 * (delta.High - delta.Low));
        figure.Method.Should().Be(IntervalMethod.Bootstrap);
    }

    [Fact]
    public void Auc_ScoresWithTies_CountHalf()
    {
        var figure = Estimate.Auc("", "", [1, 2, 3], [0, 2, 2.5f]);

        figure.Value.Should().BeApproximately((1 + 1.5 + 3) / 9, 1e-12);
        figure.Low.Should().BeLessThan(figure.Value);
        Estimate.Auc("", "", [2, 3], [0, 1]).Should().BeEquivalentTo(
            new { Value = 1.0, Low = 1.0, High = 1.0, Count = 4 });
    }

    [Fact]
    public void Mean_KnownNumbers_HasTheirInterval()
    {
        var figure = Estimate.Mean("", "", [1, 2, 3, 4, 5]);

        figure.Value.Should().Be(3);
        (figure.High - figure.Value).Should().BeApproximately(2.7764 * Math.Sqrt(2.5 / 5), 1e-4); // t of 4 degrees
        (figure.Value - figure.Low).Should().BeApproximately(figure.High - figure.Value, 1e-12);
    }

    [Fact]
    public void Measure_FewPortraits_GivesEveryFigureOnce()
    {
        var heard = 0;

        var figures = JeccEvaluation.Measure(
            Weights, CPU, EvaluationData.Development, 4, AdapterForm.Linear, done => heard = done).ToList();

        heard.Should().Be(4);
        figures.Select(figure => (figure.Part, figure.Name)).Should().OnlyHaveUniqueItems();
        foreach (var air in new[] { "AWGN", "Rayleigh, a gain for each symbol,", "Rayleigh, one gain a transmission," })
            Row(air, "LPIPS-P to the counterfactual, adapter of 12 dB").Count.Should().Be(4);
        Row("Rayleigh, one gain a transmission,", "outage: SNR met below -6 dB").Count.Should().Be(4);
        Row("AWGN", "identity by F, original to received, adapter of -6 dB").Value.Should().BeInRange(-1, 1);
        foreach (var reference in new[] { "LPIPS-P to the original", "LPIPS-P to the counterfactual" })
        {
            var baseline = Math.Min(Row("AWGN", $"{reference}, no adapter").Value,
                Row("AWGN", $"{reference}, mean removed").Value);
            var with = Row("AWGN", $"{reference}, adapter of -6 dB").Value;
            Row("AWGN", $"{reference}, right adapter over the better baseline").Value
                .Should().BeApproximately(with / baseline, 1e-9);
            with.Should().BeLessThan(baseline);
        }

        MeasuredFigure Row(string air, string name) =>
            figures.Single(figure => figure.Part == $"{air} at -6 dB" && figure.Name == name);
    }
}
