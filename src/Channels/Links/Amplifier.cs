namespace EditableDeepSC.Channels.Links;

/// <summary>A soft limiter: linear up to its saturation amplitude, constant amplitude and true phase beyond.</summary>
internal static class Amplifier
{
    /// <summary>
    /// Clips at <paramref name="ratio"/> times the root mean square of <paramref name="sent"/>, then restores the mean
    /// power, because the SNR that a user asks for is that of the signal which leaves the antenna.
    /// </summary>
    /// <returns>The destination.</returns>
    public static ComplexSpan Clip(ComplexSpan sent, double ratio, ComplexSpan destination)
    {
        var power = SymbolPower.Mean(sent);
        var limit = ratio * ratio * power;
        for (var i = 0; i < sent.Length; i++)
        {
            var (re, im) = (sent.Real[i], sent.Imaginary[i]);
            var square = (double)re * re + (double)im * im;
            var factor = square > limit ? (float)Math.Sqrt(limit / square) : 1;
            (destination.Real[i], destination.Imaginary[i]) = (re * factor, im * factor);
        }
        SymbolPower.Normalise(destination, power);
        return destination;
    }
}
