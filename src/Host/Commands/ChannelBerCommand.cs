using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds channel ber</c>: the error-rate curve of a link.</summary>
internal sealed class ChannelBerCommand : Command
{
    private const string MinSum = "min-sum";
    private const string SumProduct = "sum-product";
    private const string MaxLog = "max-log";
    private const string Exact = "exact";
    private const string PerfectCsi = "perfect";
    private const string PilotCsi = "pilots";

    private readonly Option<string> _channel = DefaultOption.Of("--channel", "awgn",
        "A channel of 'eds channel list', or JSON such as {\"type\":\"rician\",\"kFactorDb\":6}.");
    private readonly Option<string> _modulation = DefaultOption.Of("--modulation", "qpsk",
        $"One of {string.Join(", ", Constellation.All.Select(one => one.Name))}.");
    private readonly Option<string> _snr = new("--snr")
    {
        Description = "Eb/N0 in dB: a number (5), a list (0,3,6) or first:step:last (--snr=-6:2:20).",
        Required = true,
    };
    private readonly Option<bool> _esN0 = new("--es-n0") { Description = "Takes --snr as Es/N0, the SNR of a symbol." };
    private readonly Option<string?> _code = new("--code")
    {
        Description = "LDPC code, ldpcNrR: N is 648, 1296 or 1944 and R 12, 23, 34 or 56 (rate 5/6). Default: none.",
    };
    private readonly Option<string> _decoder = DefaultOption.Of("--decoder", MinSum,
        "Check-node rule of the LDPC decoder.").AcceptOnlyFromAmong(MinSum, SumProduct);
    private readonly Option<int> _iterations = DefaultOption.Of("--iterations", new LdpcDecoderOptions().Iterations,
        "Most iterations for a codeword.");
    private readonly Option<double> _factor = FiniteNumber.Option("--factor", new LdpcDecoderOptions().MinSumFactor,
        "Scaling factor of min-sum, 1/64 to 1.");
    private readonly Option<string> _demapping = DefaultOption.Of("--demapping", MaxLog,
        "Rule of the soft demapper.").AcceptOnlyFromAmong(MaxLog, Exact);
    private readonly Option<int> _interleaver = DefaultOption.Of("--interleaver", 1,
        "Columns of the block interleaver over a codeword; 1 means none.");
    private readonly Option<string> _csi = DefaultOption.Of("--csi", PerfectCsi,
        "Channel knowledge of the receiver: perfect, or estimated from four pilots in each block.")
        .AcceptOnlyFromAmong(PerfectCsi, PilotCsi);
    private readonly Option<long> _errors = DefaultOption.Of<long>("--errors", 300,
        "Ends a point after this many errors: frame errors with a code, bit errors without.");
    private readonly Option<long> _frames = DefaultOption.Of<long>("--frames", 1_000_000,
        "Ends a point after this many frames.");
    private readonly Option<double?> _seconds = FiniteNumber.Option("--seconds",
        "Ends a point after this many seconds; the counts then depend on the machine. Default: no limit.");
    private readonly Option<int> _threads = DefaultOption.Of("--threads", Environment.ProcessorCount,
        "Number of threads; the counts do not depend on it.");
    private readonly Option<ulong> _seed = DefaultOption.Of<ulong>("--seed", 1, "Seed of bits, noise and fading.");
    private readonly Option<bool> _csv = new("--csv") { Description = "Prints CSV instead of text." };
    private readonly Option<bool> _json = JsonOutput.Option();

    public ChannelBerCommand() : base("ber", "Measures error rates of a modulation and code over a channel.")
    {
        foreach (var option in new Option[]
        {
            _channel, _modulation, _snr, _esN0, _code, _decoder, _iterations, _factor, _demapping,
            _interleaver, _csi, _errors, _frames, _seconds, _threads, _seed, _csv, _json,
        })
            Options.Add(option);
        SetAction((parsed, cancellation) => Task.Run(
            () => BerRun.Run(Settings(parsed), Output(parsed), TimeProvider.System, cancellation),
            CancellationToken.None));
    }

    private IBerOutput Output(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        return (parsed.GetValue(_json), parsed.GetValue(_csv)) switch
        {
            (true, true) => throw new UserErrorException("--json and --csv exclude each other: give one of them."),
            (true, false) => new BerJson(output),
            (false, true) => new BerCsv(output),
            _ => new BerTable(output),
        };
    }

    private BerSettings Settings(ParseResult parsed)
    {
        if (parsed.GetValue(_code) is null && new Option[] { _decoder, _iterations, _factor, _demapping, _interleaver }
            .FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } unused)
            throw new UserErrorException($"{unused.Name} is for a code: give --code, or leave it out.");
        var constellation = Constellation.Find(parsed.GetValue(_modulation)!);
        var channel = parsed.GetValue(_channel)!;
        return new BerSettings
        {
            ChannelName = channel,
            Channel = ChannelModules.Create(channel, ChannelModules.Registry(parsed)),
            Constellation = constellation,
            Coded = parsed.GetValue(_code) is { } code ? Coded(parsed, LdpcCodes.Find(code), constellation) : null,
            Csi = parsed.GetValue(_csi) == PilotCsi ? CsiKind.Pilots : CsiKind.Perfect,
            SnrDb = SnrGrid.Parse(parsed.GetValue(_snr)!),
            SnrIsEsN0 = parsed.GetValue(_esN0),
            Rules = Rules(parsed),
            Threads = AtLeastOne(parsed, _threads),
            Seed = parsed.GetValue(_seed),
        };
    }

    private LdpcModemOptions Coded(ParseResult parsed, LdpcCode code, Constellation constellation)
    {
        var decoder = new LdpcDecoderOptions
        {
            Rule = parsed.GetValue(_decoder) == MinSum ? CheckRule.MinSum : CheckRule.SumProduct,
            Iterations = parsed.GetValue(_iterations),
            MinSumFactor = parsed.GetValue(_factor),
        };
        OptionRules.Check("LDPC decoder", decoder);
        return new LdpcModemOptions
        {
            Code = code,
            Constellation = constellation,
            Decoder = decoder,
            Demapping = parsed.GetValue(_demapping) == MaxLog ? Demapping.MaxLog : Demapping.Exact,
            InterleaverColumns = AtLeastOne(parsed, _interleaver),
        };
    }

    private StopRules Rules(ParseResult parsed)
    {
        var errors = AtLeastOne(parsed, _errors);
        var isCoded = parsed.GetValue(_code) is not null;
        return new StopRules
        {
            BitErrors = isCoded ? long.MaxValue : errors,
            FrameErrors = isCoded ? errors : long.MaxValue,
            Frames = AtLeastOne(parsed, _frames),
            Time = parsed.GetValue(_seconds) is { } seconds ? Seconds(seconds) : TimeSpan.MaxValue,
        };
    }

    private static TimeSpan Seconds(double seconds) => seconds is > 0 and < 1e9
        ? TimeSpan.FromSeconds(seconds)
        : throw new UserErrorException($"--seconds is {seconds}; give a number above 0.");

    private static T AtLeastOne<T>(ParseResult parsed, Option<T> option)
        where T : struct, IComparable<T>, IConvertible
    {
        var value = parsed.GetValue(option);
        return value.ToInt64(null) >= 1 ? value
            : throw new UserErrorException($"{option.Name} is {value}; give 1 or more.");
    }
}

/// <summary>A list of SNRs as a user writes it: "5", "0,3,6" or "first:step:last".</summary>
internal static class SnrGrid
{
    private const int MostPoints = 1000;

    /// <summary>The SNRs in dB; any other text is the user's mistake.</summary>
    public static double[] Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 3) return parts.Length == 1 ? [.. text.Split(',').Select(Number)] : throw Mistake();
        var (first, step, last) = (Number(parts[0]), Number(parts[1]), Number(parts[2]));
        var steps = (last - first) / step;
        if (!(steps is >= 0 and < MostPoints)) throw Mistake();
        return [.. Enumerable.Range(0, 1 + (int)Math.Floor(steps + 1e-9)).Select(i => first + i * step)];

        double Number(string number) => FiniteNumber.TryParse(number, out var value) ? value : throw Mistake();

        UserErrorException Mistake() => new(
            $"--snr '{text}' is not a list of decibels: write one number (5), several (0,3,6) or first:step:last " +
            "(--snr=-6:2:20).");
    }
}
