using System.Globalization;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Benchmarks.Calibrating;

/// <summary>
/// The codec calibrated against the real one on portraits that its table has not seen: the same sentences, SNRs and
/// gains for both, over white noise and over Rayleigh fading, with the nearest adapter.
/// </summary>
internal sealed class CalibrationCheck : IDisposable
{
    private const double LowestDb = -8, HighestDb = 20, MostDistance = 0.1;
    private const int Draws = 10;
    private static readonly Seed Sentences = new(85), Noise = new(86);
    private static readonly WorkerPlace Place = new(0, "cpu");

    private readonly JeccNetworks networks;
    private readonly Func<Calibration> table;
    private readonly (string Name, Transmission Air)[] links =
        [("AWGN", new(new AwgnChannel())), ("Rayleigh", new(new RayleighChannel(new())))];
    private readonly ReceiverFigures receiver;
    private readonly Dialogues dialogues;

    internal CalibrationCheck(JeccNetworks networks, Func<Calibration> table)
    {
        (this.networks, this.table, receiver) = (networks, table, new ReceiverFigures(networks));
        dialogues = new Dialogues(
            networks, PortraitSets.HeldOut, Sentences, id => networks.Adapters.Nearest(SnrOf(id)));
    }

    /// <summary>Whether every mean and every distribution is as it must be.</summary>
    internal bool Holds(int portraits, TextWriter output)
    {
        var (turns, real) = (new List<Turn>(), links.Select(_ => new List<Figures>()).ToArray());
        for (var first = 0; first < portraits; first += Dialogues.AtOnce)
        {
            foreach (var turn in dialogues.Of(first))
            {
                turns.Add(turn);
                for (var link = 0; link < links.Length; link++) real[link].Add(Real(turn, links[link].Air));
            }
            output.WriteLine($"{first + Dialogues.AtOnce} of {portraits} portraits");
        }
        output.WriteLine($"{turns.Count} transmissions, SNRs from {LowestDb} to {HighestDb} dB: jecc | calibrated, "
            + $"means with 95 % intervals; distance of Kolmogorov and Smirnov to {Draws} draws each");
        var drawn = Enumerable.Range(0, Draws).Select(draw => Drawn(turns, new Seed((ulong)draw))).ToArray();
        var holds = true;
        for (var link = 0; link < links.Length; link++)
            holds &= Compare(links[link].Name, real[link], [.. drawn.Select(of => of[link])], output);
        return holds;
    }

    public void Dispose()
    {
        dialogues.Dispose();
        receiver.Dispose();
    }

    private static double SnrOf(long id) => LowestDb + (HighestDb - LowestDb)
        * new PhiloxKey(Noise, StreamPurpose.SnrProcess, default, new TransmissionId(id)).Uniform(0);

    private static ChannelUse Use(Turn turn) => new(Noise, default, turn.Request.Id, 0, SnrOf(turn.Request.Id.Value));

    private Figures Real(Turn turn, Transmission air)
    {
        var (frame, _) = air.Send(turn.Encoding.Symbols, turn.Request.AdapterIndex, Use(turn));
        var figure = receiver.Of(turn, [frame])[0];
        return new Figures(turn.Encoding.Iterations, figure.LpipsP, figure.PsnrDb, figure.Identity,
            turn.Encoding.Target is { } target ? figure.SeenDegree == target.Degree : null);
    }

    /// <summary>The figures of the codec calibrated over each link, in the order of the turns.</summary>
    private List<Figures>[] Drawn(List<Turn> turns, Seed seed)
    {
        var labels = turns.Select(turn => dialogues.Sentence(turn.Request.Id.Value))
            .DistinctBy(sentence => sentence.Text).ToDictionary(sentence => sentence.Text, sentence => sentence.Label);
        var codec = new CalibratedCodec(table(), seed, text => labels[text], networks.Adapters.SnrsDb, 1,
            deterministic: false, TimeProvider.System);
        using var encoder = codec.CreateEncoder(Place);
        using var judge = codec.CreateJudge(Place);
        var encodings = encoder.Encode([.. turns.Select(turn => turn.Request)]);
        return [.. links.Select(link => judge.Judge([.. turns.Zip(encodings, (turn, encoding) => new JudgeRequest(
                turn.Request, encoding!, link.Air.Abstract(codec.Abstraction!.Value, codec.SymbolCount,
                    turn.Request.AdapterIndex, Use(turn)).Frame, turn.Original))])
            .Zip(encodings, (quality, encoding) => new Figures(encoding!.Iterations, quality.LpipsP, quality.PsnrDb,
                quality.Identity!.Value, quality.IsEditRight)).ToList())];
    }

    private static bool Compare(string link, List<Figures> real, List<Figures>[] drawn, TextWriter output)
    {
        (string Name, Func<Figures, double?> Of)[] figures =
        [
            ("iterations", one => one.Iterations), ("LPIPS-P", one => one.LpipsP), ("PSNR, dB", one => one.PsnrDb),
            ("identity", one => one.Identity),
            ("edit right", one => one.IsEditRight is { } right ? right ? 1 : 0 : null),
        ];
        var holds = true;
        foreach (var (name, of) in figures)
        {
            double[] ours = [.. real.Select(of).OfType<double>()];
            double[] theirs = [.. drawn.SelectMany(draw => draw).Select(of).OfType<double>()];
            var (one, other) = (MeanInterval.Of(ours), MeanInterval.Of(drawn[0].Select(of).OfType<double>()));
            var apart = Math.Abs(one.Mean - other.Mean);
            var distance = Distance(ours, theirs);
            var within = apart <= Math.Sqrt(one.HalfWidth * one.HalfWidth + other.HalfWidth * other.HalfWidth);
            holds &= within && distance <= MostDistance;
            output.WriteLine($"{link,-8} {name,-10} "
                + $"{Text(one)} | {Text(other)}  {(within ? "difference within its interval" : "MEANS DIFFER")}  "
                + string.Create(CultureInfo.InvariantCulture, $"KS {distance:F3}")
                + (distance <= MostDistance ? "" : " TOO FAR"));
        }
        return holds;
    }

    private static string Text(MeanInterval mean) =>
        string.Create(CultureInfo.InvariantCulture, $"{mean.Mean,7:F3} ± {mean.HalfWidth:F3}");

    /// <summary>The two-sample distance of Kolmogorov and Smirnov.</summary>
    private static double Distance(double[] ours, double[] theirs)
    {
        Array.Sort(ours);
        Array.Sort(theirs);
        return ours.Concat(theirs).Max(value => Math.Abs(ShareUpTo(ours, value) - ShareUpTo(theirs, value)));
    }

    private static double ShareUpTo(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= value) low = middle + 1;
            else high = middle;
        }
        return (double)low / sorted.Length;
    }

    private sealed record Figures(int Iterations, double LpipsP, double PsnrDb, double Identity, bool? IsEditRight);
}
