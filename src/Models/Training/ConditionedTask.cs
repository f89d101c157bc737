using EditableDeepSC.Models.Coding;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The curve of the form conditioned: Gaussian numbers at random energies, half of them over white noise and half with
/// a Rayleigh gain for each dimension. No portrait and no other network has a part in it.
/// </summary>
internal sealed class ConditionedTask : TrainingTask
{
    private const int Energies = 24, NumbersOfEach = 48, GridSize = 512, TableNumbers = 4096, TableGrid = 2048;
    private readonly NumberCurve curve;
    private readonly Adam adam;

    public ConditionedTask(TrainingOptions options) : base(options)
    {
        manual_seed((long)Options.Seed);
        curve = KeepShipped(Name, NumberCurve.FileName, new NumberCurve());
        adam = KeepOptimizer("adam", optim.Adam(curve.parameters(), lr: 0.003));
    }

    public override string Name => NumberCurve.FileName;

    public override string Unit => "numbers";

    public override string Evaluation => "jecc";

    public override string Method => "Gaussian numbers as points of a curve in seven dimensions whose shape a small "
        + "network makes of the energy over the noise; energies drawn at random, white noise and Rayleigh fading. The "
        + "loss is the logarithm of the mean square error of the best estimate.";

    public override StepResult Advance(TrainingMoment now)
    {
        using var scope = NewDisposeScope();
        var energies = Ratios(rand(Energies, 1) * (NumberCurve.MostDb - NumberCurve.LeastDb) + NumberCurve.LeastDb);
        var numbers = randn(Energies, NumbersOfEach);
        var noise = randn(Energies, NumbersOfEach, NumberCurve.Dimensions);
        var gains = ones_like(noise);
        gains[..(Energies / 2)] = -rand_like(noise[..(Energies / 2)]).clamp_min(1e-6).log();     // |h|^2
        var errors = curve.ErrorOf(numbers, energies, noise, gains.sqrt(), GridSize);
        // Beside the error of a straight line, so that all energies count alike.
        var loss = ((errors + 1e-6) * (1 + energies.squeeze(1))).log().mean();
        Update(adam, loss, now.Cosine);
        return new(Energies * NumbersOfEach, [("log error over linear", loss.item<float>())]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        manual_seed((long)Options.Seed);
        for (var place = 0; place < curve.Errors.shape[0]; place++)
        {
            using var inner = NewDisposeScope();
            var noise = randn(1, TableNumbers, NumberCurve.Dimensions);
            curve.Errors[place] = curve.ErrorOf(randn(1, TableNumbers), Ratios(full(1, 1, NumberCurve.LeastDb + place)),
                noise, ones_like(noise), TableGrid).squeeze();
        }
        return [new(NumberCurve.FileName, curve)];
    }

    private static Tensor Ratios(Tensor decibels) => (decibels * (Math.Log(10) / 10)).exp();
}
