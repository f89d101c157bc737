using static TorchSharp.torch;

namespace EditableDeepSC.Models.Inversion;

/// <summary>What an inversion found; <see cref="Z"/> is the caller's.</summary>
/// <param name="Slot">The slot that is free again.</param>
/// <param name="Z">The latent vector [latent] with the lowest J.</param>
/// <param name="Loss">J of eq. 8 of it.</param>
/// <param name="Perceptual">Its perceptual distance.</param>
/// <param name="SquaredError">Its mean squared error, images in -1..1.</param>
/// <param name="Iterations">Iterations run.</param>
/// <param name="Reason">Why it stopped.</param>
public sealed record InversionResult(int Slot, Tensor Z, double Loss, double Perceptual, double SquaredError,
    int Iterations, InversionStop Reason)
{
    /// <summary>Of images whose values span 2.</summary>
    public double PsnrDb => 10 * Math.Log10(4 / SquaredError);
}
