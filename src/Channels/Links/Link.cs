namespace EditableDeepSC.Channels;

/// <summary>
/// A channel and a receiver with the memory they need; use one object a thread, for any number of users.
/// </summary>
public sealed class Link(IChannel channel, ReceiverOptions options)
{
    private readonly Receiver receiver = new(options);
    private readonly ComplexBuffer received = new();

    /// <summary>What the last transmission met.</summary>
    public Realisation Realisation { get; } = new();

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
        return new LinkReport(use.SnrDb, measured.SnrDb, measured.SinrDb, use.SymbolCount,
            receiver.OverheadSymbols(Realisation), Realisation.ErasedCount);
    }
}
