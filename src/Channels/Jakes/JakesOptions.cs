namespace EditableDeepSC.Channels;

/// <summary>Rayleigh fading of a moving user, correlated in time as J0(2 pi f t).</summary>
public sealed record JakesOptions
{
    [Parameter("Largest Doppler shift, speed over wavelength.", Min = 0, Max = 100_000, Unit = "Hz")]
    public double DopplerHz { get; init; } = 10;

    [Parameter("Waves that arrive from all around; more come closer to Rayleigh.", Min = 8, Max = 256)]
    public int Paths { get; init; } = 32;
}
