using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Channels.Links;

/// <summary>A channel and a receiver with the memory they need: one object a thread, for any number of users.</summary>
public sealed class Link(IChannel channel, ReceiverOptions options)
{
    private readonly Receiver receiver = new(options);
    private readonly ComplexBuffer received = new();

    /// <summary>What the last transmission met.</summary>
    public Realisation Realisation { get; } = new();

    /// <summary>
    /// Symbols on the air beside a transmission's own, pilots and the wait for the last echo. With the built-in channels
    /// they depend on the options and on the number of symbols alone, so any use gives those of all.
    /// </summary>
    public int OverheadSymbols(in ChannelUse use)
    {
        Realisation.Draw(channel, use);
        return receiver.OverheadSymbols(Realisation);
    }

    /// <summary>Sends symbols through the air and estimates them at the other end.</summary>
    /// <param name="use">Who sends, when, and at which SNR.</param>
    /// <param name="symbols">
    /// What is sent, [SymbolCount]: of average power <see cref="ChannelUse.Power"/>, see <see cref="SymbolPower"/>.
    /// </param>
    /// <param name="estimate">The estimates, [SymbolCount]; may be the memory of <paramref name="symbols"/>.</param>
    /// <param name="variance">E|estimate - sent|^2 of each symbol as the receiver sees it, [SymbolCount].</param>
    public LinkReport Send(in ChannelUse use, ComplexSpan symbols, ComplexSpan estimate, Span<float> variance)
    {
        Realisation.Draw(channel, use);
        var arrived = received.Resize(Realisation.ReceivedCount);
        var measured = Realisation.Apply(symbols, arrived);
        receiver.Receive(Realisation, arrived, estimate, variance);
        return ReportOf(measured);
    }

    /// <summary>What a transmission meets, of its gains alone: no symbol is sent, and no noise is drawn.</summary>
    /// <param name="use">Who would send, when, and at which SNR.</param>
    /// <param name="mapping">How gains become one SNR.</param>
    /// <returns>The effective SNR, dB; the report has the SNRs to be expected instead of measured ones.</returns>
    public (double EffectiveSnrDb, LinkReport Report) Abstract(in ChannelUse use, EffectiveSnr mapping)
    {
        Realisation.DrawGains(channel, use);
        return (mapping.DbOf(Realisation), ReportOf(Realisation.ExpectedSnr()));
    }

    private LinkReport ReportOf(MeasuredSnr measured) => new(Realisation.Use.SnrDb, measured.SnrDb, measured.SinrDb,
        Realisation.Use.SymbolCount, receiver.OverheadSymbols(Realisation), Realisation.ErasedCount);
}

/// <summary>What one transmission got.</summary>
/// <param name="RequestedSnrDb">The SNR asked for, on the average over fading, dB.</param>
/// <param name="MeasuredSnrDb">Received signal power over thermal noise power of this transmission, dB.</param>
/// <param name="MeasuredSinrDb">The same with interference counted as noise, dB.</param>
/// <param name="SymbolCount">Complex symbols of payload.</param>
/// <param name="OverheadSymbols">Pilots, and the wait for the last echo; air time is for both.</param>
/// <param name="ErasedCount">Symbols that got lost.</param>
public readonly record struct LinkReport(double RequestedSnrDb, double MeasuredSnrDb, double MeasuredSinrDb,
    int SymbolCount, int OverheadSymbols, int ErasedCount);

/// <summary>What one transmission really had, fading included, measured over its symbols.</summary>
/// <param name="SnrDb">Received signal power over thermal noise power, dB.</param>
/// <param name="SinrDb">Received signal power over the power of noise and interference together, dB.</param>
public readonly record struct MeasuredSnr(double SnrDb, double SinrDb);
