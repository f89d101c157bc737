using System.Text.Json;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Tests.Commands;

/// <summary>
/// <c>run</c>, <c>send</c> and the path of <c>eval jecc</c> give the same symbols, picture, PSNR and LPIPS-P for the
/// same portrait, sentence, seed and link, to the last bit where all compute in deterministic shapes.
/// </summary>
public sealed class OnePathTests : IDisposable
{
    private const double SnrDb = 6;
    private const ulong RunSeed = 5;

    private static readonly DirectoryInfo Weights = new(Path.Combine(Docs.Document.Root, "weights"));
    private readonly string _folder = Directory.CreateTempSubdirectory("eds-path-").FullName;
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Run_send_and_eval_agree_to_the_last_bit()
    {
        var portrait = PortraitRenderer.Render(new PortraitSampler(PortraitSets.Development).Sample(3, 1))[0];
        var faces = Directory.CreateDirectory(Path.Combine(_folder, "faces")).FullName;
        ImageFile.Write(Path.Combine(faces, "face.png"), ImageTensors.ToImage(portrait));

        var run = await RunScenario(faces);
        var text = run.GetProperty("text").GetString()!;
        var quality = run.GetProperty("quality");
        var received = ImageFile.Read(Path.Combine(_folder, "run", "images", $"{run.GetProperty("id")}-received.png"));
        var sent = await Send(Path.Combine(faces, "face.png"), text);
        var (measured, distance) = Evaluate(ImageFile.Read(Path.Combine(faces, "face.png")), text);

        sent.GetProperty("receivedHash").GetUInt64().Should().Be(run.GetProperty("receivedHash").GetUInt64());
        foreach (var name in new[] { "psnrDb", "lpipsP" })
            sent.GetProperty(name).GetDouble().Should().Be(quality.GetProperty(name).GetDouble());
        sent.GetProperty("pictureHash").GetUInt64().Should().Be(quality.GetProperty("pictureHash").GetUInt64())
            .And.Be(FingerprintHash.Of(received.Pixels));
        measured.Pixels.ToArray().Should().Equal(received.Pixels.ToArray());
        distance.Should().Be((quality.GetProperty("lpipsP").GetDouble(), quality.GetProperty("psnrDb").GetDouble()));
    }

    /// <summary>The record of the only transmission of a run.</summary>
    private async Task<JsonElement> RunScenario(string faces)
    {
        var scenario = Path.Combine(_folder, "scenario.json");
        await File.WriteAllTextAsync(scenario, JsonSerializer.Serialize(new
        {
            codec = "jecc",
            weights = Weights.FullName,
            deterministic = true,
            seed = RunSeed,
            users = new[]
            {
                new
                {
                    images = faces,
                    dialog = new { conversations = 1 },
                    link = new { channel = "awgn", snr = new { type = "constant", snrDb = SnrDb } },
                },
            },
        }));
        await Call("run", scenario, "--out", Path.Combine(_folder, "run"));
        var events = await File.ReadAllLinesAsync(Path.Combine(_folder, "run", "events.jsonl"));
        return events.Select(line => JsonDocument.Parse(line).RootElement)
            .Single(one => one.GetProperty("event").GetString() == "ended").GetProperty("record");
    }

    private async Task<JsonElement> Send(string picture, string text) => JsonDocument.Parse(await Call("send",
        "--image", picture, "--text", text, "--snr", $"{SnrDb}", "--seed", $"{RunSeed}", "--deterministic", "--json",
        "--weights", Weights.FullName, "--out", Path.Combine(_folder, "sent.png"))).RootElement;

    /// <summary>What the evaluation measures: the edited latent vector over its own path.</summary>
    private static (RgbImage Picture, (double LpipsP, double PsnrDb) Distance) Evaluate(RgbImage picture, string text)
    {
        var snrsDb = new[] { -6.0, 0, 6, 12, 18 };
        var codec = new JeccCodec(new(), Weights, snrsDb, 1, deterministic: true, TimeProvider.System);
        var networks = codec.NetworksOn("cpu");
        using var encoder = codec.CreateEncoder(new WorkerPlace(0, "cpu"));
        var encoding = encoder.Encode([new EditRequest(default, default,
            new ImageSource.Pixels(ImageTensors.FromImage(picture)), text, null, 2)])[0]!;
        var path = new MeasuredPath(new AwgnChannel(), networks, new Seed(RunSeed), rows: 4);
        using var code = networks.Code(new(), snrsDb[2]);
        var sent = new SentLatent(tensor(encoding.Latent), encoding.After);
        var received = path.Receive([sent], code, SnrDb, default, 0)[0];
        using var judge = new JeccJudge(networks, PriorNetworks.Frozen(PriorNetworks.Judge(Weights), CPU), null, rows: 4);
        var meant = networks.Pictures([tensor(encoding.Latent)], rows: 4)[0]!;
        return (received, judge.Compare([received], [meant])[0]);
    }

    private static async Task<string> Call(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        (await CommandLine.RunAsync(arguments, output, error)).Should().Be(ExitCode.Ok, error.ToString());
        return output.ToString();
    }
}
