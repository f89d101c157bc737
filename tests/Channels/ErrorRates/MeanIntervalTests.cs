using EditableDeepSC.Channels.ErrorRates;

namespace EditableDeepSC.Channels.Tests.ErrorRates;

public sealed class MeanIntervalTests
{
    [Fact]
    public void Of_KnownValues_IsStudents()
    {
        var interval = MeanInterval.Of([1, 2, 3, 4]);

        interval.Mean.Should().Be(2.5);
        interval.HalfWidth.Should().BeApproximately(
            3.182446 * Math.Sqrt(5.0 / 3 / 4), 1e-6, "Student, 3 degrees of freedom");
        (interval.High - interval.Low).Should().BeApproximately(2 * interval.HalfWidth, 1e-12);
    }

    [Fact]
    public void Of_OneValueOrNone_HasNoWidth()
    {
        MeanInterval.Of([7.0]).Should().Be(new MeanInterval(1, 7, double.NaN));
        MeanInterval.Of([]).Should().Be(new MeanInterval(0, double.NaN, double.NaN));
    }
}
