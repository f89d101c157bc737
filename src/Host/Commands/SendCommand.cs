using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Pictures;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds send</c>: one picture, one sentence, one SNR, one edited picture back.</summary>
internal sealed class SendCommand : Command
{
    private readonly Option<FileInfo?> image =
        new("--image") { Description = "PNG or JPEG; the middle square is taken." };
    private readonly Option<long?> portrait =
        new("--portrait") { Description = "Instead of a file: a drawn portrait." };
    private readonly Option<string> text = new("--text") { Description = "What to change.", Required = true };
    private readonly Option<double> snr = FiniteNumber.Option("--snr", 6, "dB, on the average over fading.");
    private readonly Option<string> channel = DefaultOption.Of("--channel", AwgnChannel.Name,
        "A channel of 'eds channel list', or JSON such as {\"type\":\"rician\",\"kFactorDb\":6}.");
    private readonly Option<string> adapter = DefaultOption.Of("--adapter", SendOptions.NearestAdapter,
        "nearest, none, or the SNR of another pair (dB): what the wrong one does.");
    private readonly Option<string> codec = DefaultOption.Of("--codec", SendOptions.LearnedCodec,
        "jecc, or a baseline of the paper: deepsc+talk2edit, talk2edit+deepsc, jpeg-ldpc+talk2edit, talk2edit+jpeg-ldpc.");
    private readonly Option<bool> lite = new("--lite")
    {
        Description = "Talk2Edit by 110 iterations with a frozen generator instead of 600 that tune it.",
    };

    private readonly Option<string?> form = FormOption.Create("What the adapters are:");
    private readonly Option<int> symbols = DefaultOption.Of("--symbols", 512,
        "Real symbols, k: 512, or with linear and hybrid also 64, 128 or 256.");
    private readonly Option<JeccStart> inversion = InversionOption.Create();
    private readonly Option<bool> once = new("--one-step") { Description = "Edits without iterative matching." };
    private readonly Option<bool> deterministic = new("--deterministic")
    {
        Description = "Computes in the shapes of a deterministic run, to the same bits; slower.",
    };

    private readonly Option<ulong> seed = DefaultOption.Of<ulong>("--seed", 1, "Of the channel's noise and fading.");
    private readonly Option<FileInfo> picture = DefaultOption.Of("--out", new FileInfo("runs/sent.png"),
        "PNG: original | edited at the sender | received.");
    private readonly Option<DirectoryInfo> weights = WeightsOption.Create();
    private readonly Option<string> device = DeviceOption.Create();
    private readonly Option<bool> json = JsonOutput.Option();

    public SendCommand() : base("send", "Edits one picture by one sentence and sends it over one channel.")
    {
        codec.AcceptOnlyFromAmong([SendOptions.LearnedCodec, .. BaselineScheme.All.Select(scheme => scheme.Name)]);
        Option[] all = [image, portrait, text, snr, channel, ChannelModules.Plugin, codec, lite, adapter, form, symbols, inversion,
            once, deterministic, seed, picture, weights, device, json];
        foreach (var option in all) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var options = OptionsOf(parsed);
        var file = parsed.GetRequiredValue(picture);
        using var scope = NewDisposeScope();
        var report = options.Send(
            parsed.GetRequiredValue(weights), DeviceOption.NameOf(parsed.GetRequiredValue(device)));
        ImageFile.Write(file.FullName, report.Picture);
        foreach (var notice in report.Notices)
            parsed.InvocationConfiguration.Error.WriteLine($"eds: {notice.OnOneLine()}");
        parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(json)
            ? report.ToJson(file.ToString()) : report.ToText(file.ToString()));
        return ExitCode.Ok;
    }

    private CodingOptions CodingOf(ParseResult parsed)
    {
        var coding = new CodingOptions(FormOption.Of(parsed.GetValue(form)), parsed.GetValue(symbols));
        return coding.Mistake is { } mistake ? throw new UserErrorException($"--symbols: {mistake}.") : coding;
    }

    private SendOptions OptionsOf(ParseResult parsed)
    {
        var (file, number) = (parsed.GetValue(image), parsed.GetValue(portrait));
        if (file is null == number is null)
            throw new UserErrorException("send takes one of --image FILE and --portrait NUMBER.");
        if (number is < 0 or > TransmissionId.MaxValue)
            throw new UserErrorException($"--portrait takes 0 to {TransmissionId.MaxValue}, not {number}.");
        var target = parsed.GetRequiredValue(picture);
        if (target.Directory is null || !target.Extension.Equals(".png", StringComparison.OrdinalIgnoreCase))
            throw new UserErrorException($"--out takes a .png file, not '{target}'.");
        OutputFile.Check(target.FullName, file is null ? [] : [file.FullName]);
        var snrDb = parsed.GetValue(snr);
        if (snrDb is not (>= -60 and <= 90)) throw new UserErrorException($"--snr takes -60 to 90 dB, not {snrDb}.");
        var name = parsed.GetRequiredValue(channel);
        return new(file, number ?? 0, parsed.GetRequiredValue(text), snrDb, name,
            ChannelModules.Create(name, ChannelModules.Registry(parsed)), parsed.GetRequiredValue(adapter),
            parsed.GetValue(inversion), CodingOf(parsed), !parsed.GetValue(once), new Seed(parsed.GetValue(seed)),
            parsed.GetValue(deterministic))
        {
            Baseline = BaselineScheme.Find(parsed.GetRequiredValue(codec)),
            BaselineOptions = new() { Talk2Edit = parsed.GetValue(lite) ? Talk2EditForm.Lite : Talk2EditForm.Full },
        };
    }
}
