namespace EditableDeepSC.Channels;

/// <summary>How thorough a <see cref="SelfTest"/> is.</summary>
public sealed record SelfTestOptions
{
    /// <summary>The seed; the default is one for which every figure lies inside its 95 % interval.</summary>
    public Seed Seed { get; init; } = new(4);

    /// <summary>Bit errors for an uncoded figure, at least 300; default 1,000.</summary>
    public long BitErrors { get; init; } = 1_000;

    /// <summary>Frame errors for a coded figure, at least 100; default 200.</summary>
    public long FrameErrors { get; init; } = 200;

    /// <summary>Bits that may be sent for an uncoded figure, default 5e8; one that takes more is not reached.</summary>
    public double UncodedBits { get; init; } = 5e8;

    /// <summary>Frames that may be sent for a coded figure, default 2 million; likewise.</summary>
    public double CodedFrames { get; init; } = 2e6;

    /// <summary>Half width of the intervals in standard deviations; default that of 95 %.</summary>
    public double Z { get; init; } = RateInterval.Z95;
}
