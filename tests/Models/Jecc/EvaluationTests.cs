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
    public void Met_ABar_IsHeldToTheRightSide(double value, double bar, bool less, bool met) =>
        new MeasuredFigure("", "", value, 0, 0, 1, bar, less).Met.Should().Be(met);

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

        var figures = JeccEvaluation.Measure(Weights, CPU, 4, AdapterForm.Linear, done => heard = done).ToList();

        heard.Should().Be(4);
        figures.Select(figure => (figure.Part, figure.Name)).Should().OnlyHaveUniqueItems();
        figures.Should().Contain(figure => figure.Name == "LPIPS-P, adapter of 12 dB" && figure.Part == "Rayleigh at 0 dB");
        var without = figures.Single(figure => figure.Part == "AWGN at -6 dB" && figure.Name == "LPIPS-P, no adapter");
        var with = figures.Single(figure => figure.Part == "AWGN at -6 dB" && figure.Name == "LPIPS-P, adapter of -6 dB");
        var ratio = figures.Single(figure => figure.Part == "AWGN at -6 dB" && figure.Name.Contains("over without"));
        ratio.Value.Should().BeApproximately(with.Value / without.Value, 1e-9);
        with.Value.Should().BeLessThan(without.Value);
    }
}
