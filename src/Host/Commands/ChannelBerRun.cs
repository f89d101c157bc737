using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Host.Commands;

/// <summary>What <c>eds channel ber</c> was asked for.</summary>
internal sealed record BerSettings
{
    /// <summary>Symbols of a frame without a code.</summary>
    private const int UncodedFrameSymbols = 2048;

    public required string ChannelName { get; init; }
    public required IChannel Channel { get; init; }
    public required Constellation Constellation { get; init; }
    public required LdpcModemOptions? Coded { get; init; }
    public required CsiKind Csi { get; init; }
    public required double[] SnrDb { get; init; }
    public required bool SnrIsEsN0 { get; init; }
    public required StopRules Rules { get; init; }
    public required int Threads { get; init; }
    public required ulong Seed { get; init; }

    private int InfoBits => Coded?.Code.InfoBits ?? UncodedFrameSymbols * Constellation.BitsPerSymbol;

    private double InfoBitsPerSymbol => Constellation.BitsPerSymbol * (Coded?.Code.Rate ?? 1);

    /// <summary>What a reader needs to know of the figures, one sentence.</summary>
    public string Title
    {
        get
        {
            var code = Coded is null ? $"no code, frames of {UncodedFrameSymbols} symbols"
                : $"{Coded.Code.Name}, {DecoderText(Coded.Decoder)}";
            var snr = SnrIsEsN0 ? "--snr is Es/N0" : "--snr is Eb/N0 (--es-n0 makes it Es/N0)";
            return $"{Constellation.Name} over {ChannelName}, {code}; {snr}; seed {Seed}";
        }
    }

    private IModem CreateModem() => Coded is null ? new UncodedModem(Constellation) : new LdpcModem(Coded);

    public LinkSetup Setup(double esN0Db, UserId point) =>
        new(Channel, CreateModem, InfoBits, esN0Db, new Seed(Seed), point) { Csi = Csi };

    /// <summary>Eb/N0 and Es/N0 in dB of an SNR as the user gave it.</summary>
    public (double EbN0Db, double EsN0Db) Both(double snrDb)
    {
        var offsetDb = Decibels.FromRatio(InfoBitsPerSymbol);
        return SnrIsEsN0 ? (snrDb - offsetDb, snrDb) : (snrDb, snrDb + offsetDb);
    }

    private static string DecoderText(LdpcDecoderOptions decoder) => decoder.Rule == CheckRule.MinSum
        ? $"min-sum {decoder.MinSumFactor:0.###}, {decoder.Iterations} iterations"
        : $"sum-product, {decoder.Iterations} iterations";
}

/// <summary>Measures point after point of an error-rate curve.</summary>
internal static class BerRun
{
    /// <summary>Every point draws independent numbers; an interrupted run shows the points it has.</summary>
    public static int Run(BerSettings settings, IBerOutput output, TimeProvider time, CancellationToken cancellation)
    {
        var engine = new ErrorRateEngine(settings.Threads, time);
        output.Begin(settings);
        foreach (var (index, snrDb) in settings.SnrDb.Index())
        {
            var (ebN0Db, esN0Db) = settings.Both(snrDb);
            var setup = settings.Setup(esN0Db, new UserId(index));
            try
            {
                var (counts, stopped) = engine.Run(() => new LinkTrial(setup), settings.Rules, cancellation);
                output.Add(new BerPoint(ebN0Db, esN0Db, counts, stopped));
            }
            catch (OperationCanceledException)
            {
                output.End();
                return ExitCode.Interrupted;
            }
        }
        output.End();
        return ExitCode.Ok;
    }
}
