using EditableDeepSC.Actors.Accounting;

namespace EditableDeepSC.Actors.Tests.Accounting;

public class HistogramTests
{
    [Fact]
    public void Percentile_KnownValues_AreWithinOnePercent()
    {
        var histogram = new Histogram();
        for (var i = 1; i <= 10_000; i++) histogram.Add(i / 1000.0);

        foreach (var percent in new[] { 1, 50, 95, 99.9, 100 })
            histogram.Percentile(percent).Should().BeApproximately(percent / 10, percent / 10 * 0.011);
        histogram.Mean.Should().BeApproximately(5.0005, 1e-9);
        histogram.Max.Should().Be(10);
    }

    [Fact]
    public void Percentile_AnyOrderAndRange_IsThatOfTheValues()
    {
        var histogram = new Histogram();
        foreach (var value in new[] { 3.0, 0, 1e9, 1e-3, 5, 3 }) histogram.Add(value);

        histogram.Percentile(1).Should().Be(0);
        histogram.Percentile(30).Should().BeApproximately(1e-3, 1e-5);
        histogram.Percentile(50).Should().BeApproximately(3, 0.03);
        histogram.Percentile(80).Should().BeApproximately(5, 0.05);
        histogram.Max.Should().Be(1e9);
    }

    [Fact]
    public void Percentile_NoValues_IsNotANumber() => new Histogram().Percentile(50).Should().Be(double.NaN);
}
