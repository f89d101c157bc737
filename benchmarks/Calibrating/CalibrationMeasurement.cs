using System.Globalization;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;
using MathNet.Numerics;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Calibrating;

/// <summary>
/// Encodes each turn once, and receives it over white noise at each SNR with each pair of adapters: all meet the same
/// noise, but for its power. Transmissions over Rayleigh fading fit the scale of the effective SNR.
/// </summary>
internal sealed class CalibrationMeasurement : IDisposable
{
    private static readonly Seed Sentences = new(83), Noise = new(84);
    private static readonly double[] SnrsDb = [-9, -6, -3, 0, 3, 6, 9, 12, 15, 18, 21];
    private static readonly double[] FadedSnrsDb = [-6, 0, 6, 12, 18];

    private readonly JeccNetworks networks;
    private readonly LatentCode[] codes;
    private readonly ReceiverFigures receiver;
    private readonly Dialogues dialogues;
    private readonly Transmission air = new(new AwgnChannel()), fading = new(new RayleighChannel(new()));
    private readonly List<CalibrationRecord> records = [];
    private readonly List<Faded> faded = [];

    internal CalibrationMeasurement(JeccNetworks networks)
    {
        this.networks = networks;
        codes = [.. networks.Adapters.SnrsDb.Select(snrDb => networks.Code(new(), snrDb))];
        receiver = new ReceiverFigures(networks);
        dialogues = new Dialogues(networks, PortraitSets.Calibration, Sentences, _ => 0);
    }

    internal Calibration Of(int portraits, TextWriter output)
    {
        for (var first = 0; first < portraits; first += Dialogues.AtOnce)
        {
            foreach (var turn in dialogues.Of(first)) Measure(turn);
            output.WriteLine($"{first + Dialogues.AtOnce} of {portraits} portraits");
        }
        var scale = FindMinimum.OfScalarFunctionConstrained(SquaredError, 0.2, 5);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"over Rayleigh fading PSNR is met within {Math.Sqrt(SquaredError(scale)):F2} dB (root mean square) with "
                + $"beta {scale:F3}, within {Math.Sqrt(SquaredError(1)):F2} dB with 1, n = {faded.Count}"));
        return new Calibration
        {
            Description = $"The codec jecc with its default options, measured by ./eds bench calibrate: {portraits} "
                + $"portraits, {Dialogues.Turns} turns each, received over white noise at each SNR with each pair of "
                + "adapters.",
            AdapterSnrsDb = networks.Adapters.SnrsDb,
            SnrsDb = SnrsDb,
            SnrScale = Math.Round(scale, 4),
            InversionIterations = InversionOptions.FromGuess.MaxIterations,
            Records = records,
        };
    }

    public void Dispose()
    {
        dialogues.Dispose();
        receiver.Dispose();
        foreach (var code in codes) code.Dispose();
    }

    private void Measure(Turn turn)
    {
        var (encoding, adapters) = (turn.Encoding, Enumerable.Range(0, networks.Adapters.SnrsDb.Count).ToArray());
        var symbols = adapters.Select(adapter => SymbolsOf(encoding, adapter)).ToArray();
        var figures = adapters.SelectMany(adapter => receiver.Of(turn, [.. SnrsDb.Select(snrDb =>
            air.Send(symbols[adapter], adapter, Use(turn, snrDb)).Frame)])).ToArray();
        var target = receiver.MeantBy(turn);
        records.Add(new CalibrationRecord(target?.Attribute, target?.Degree ?? 0,
            target is null ? 0 : encoding.After[(int)target.Attribute],
            encoding.Iterations, encoding.InversionLoss is { } loss ? Math.Round(loss, 4) : null,
            [.. figures.Select(one => one.LpipsP)], [.. figures.Select(one => one.PsnrDb)],
            [.. figures.Select(one => one.Identity)], [.. figures.Select(one => one.SeenDegree).OfType<int>()]));
        var uses = FadedSnrsDb.Select(snrDb =>
            (Adapter: networks.Adapters.Nearest(snrDb), Of: Use(turn, snrDb))).ToArray();
        var over = receiver.Of(turn,
            [.. uses.Select(use => fading.Send(symbols[use.Adapter], use.Adapter, use.Of).Frame)]);
        faded.AddRange(uses.Zip(over, (use, figure) =>
            new Faded(records.Count - 1, use.Adapter, use.Of, figure.PsnrDb)));
    }

    private float[] SymbolsOf(Encoding encoding, int adapter)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return codes[adapter].Encode(tensor(encoding.Latent), encoding.After).cpu().data<float>().ToArray();
    }

    private static ChannelUse Use(Turn turn, double snrDb) => new(Noise, default, turn.Request.Id, 0, snrDb);

    /// <summary>Mean square of what the table misses PSNR by, dB², in a straight line between two SNRs.</summary>
    private double SquaredError(double scale) => faded.Average(one =>
    {
        var mapped = fading.Abstract(new EffectiveSnr(scale), networks.SymbolCount, one.Adapter, one.Use).Frame.SnrDb;
        var place = Math.Clamp((mapped - SnrsDb[0]) / (SnrsDb[1] - SnrsDb[0]), 0, SnrsDb.Length - 1);
        var below = Math.Min((int)place, SnrsDb.Length - 2);
        var psnrsDb = records[one.Record].PsnrDb.AsSpan(one.Adapter * SnrsDb.Length + below, 2);
        var expected = psnrsDb[0] + (place - below) * (psnrsDb[1] - psnrsDb[0]);
        return (expected - one.PsnrDb) * (expected - one.PsnrDb);
    });

    /// <summary>A turn over fading, whose record is known over white noise.</summary>
    private sealed record Faded(int Record, int Adapter, ChannelUse Use, double PsnrDb);
}
