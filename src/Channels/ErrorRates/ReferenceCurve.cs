using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.ErrorRates;

/// <summary>A published curve and the link that must reproduce it.</summary>
public sealed record ReferenceCurve
{
    /// <summary>What is sent over what, for example "qam16 rayleigh".</summary>
    public required string Name { get; init; }

    /// <summary>The channel.</summary>
    public required IChannel Channel { get; init; }

    /// <summary>Makes one modem a thread.</summary>
    public required Func<IModem> CreateModem { get; init; }

    /// <summary>Information bits of a frame.</summary>
    public required int InfoBits { get; init; }

    /// <summary>True where the rates are of frames, false where they are of bits.</summary>
    public required bool IsFrameErrorRate { get; init; }

    /// <summary>The figures, by rising Eb/N0.</summary>
    public required ReferencePoint[] Points { get; init; }
}

/// <summary>A published error rate.</summary>
/// <param name="EbN0Db">Eb/N0 in dB, Eb the energy of an information bit.</param>
/// <param name="Rate">The error rate there.</param>
public readonly record struct ReferencePoint(double EbN0Db, double Rate);
