using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;
using EditableDeepSC.Models.Tests.Requests;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Codecs;

/// <summary>What is right is what the user meant, not what the reader understood.</summary>
public sealed class JeccJudgeTests : IDisposable
{
    private const int Count = 24;
    private static readonly DirectoryInfo Weights = new(Path.Combine(People.RepositoryRoot, "weights"));

    private readonly JeccNetworks networks = JeccNetworks.Load(Weights, CPU);
    private readonly AttributePredictor predictor = PriorNetworks.Frozen(PriorNetworks.Judge(Weights), CPU);
    private readonly JeccJudge judge;

    public JeccJudgeTests() => judge = new JeccJudge(networks, predictor, new());

    public void Dispose()
    {
        networks.Dispose();
        predictor.Dispose();
    }

    [Fact]
    public void Judge_AReaderThatMisreadsOnPurpose_IsRightByChance()
    {
        var meant = Sentences();
        var misread = meant.Select((_, i) => meant[(i + 7) % Count]).ToArray();

        var (read, wrong) = (Qualities(meant, meant), Qualities(misread, meant));

        // 24 sentences, about 20 of them no met ones: a share's standard error is at most 0.11.
        Success(read).Should().BeGreaterThan(0.85);
        Success(wrong).Should().BeLessThan(Chance(wrong) + 0.22);
        Chance(read).Should().BeInRange(0.05, 0.5).And.Be(Chance(wrong));
        wrong.Count(one => one.IsEditRight is not null).Should().Be(Count, "a misread sentence still counts");
    }

    [Fact]
    public void Judge_ReadAsNoEdit_IsWrongUnlessItWasMetBefore()
    {
        var meant = Sentences();
        var nothing = meant.Select(_ => new LabelledRequest("thanks, that is all", RequestLabel.End, "")).ToArray();

        var qualities = Qualities(nothing, meant);

        qualities.Where(one => !one.IsAlreadyMet).Should().OnlyContain(one => one.IsEditRight == false);
        qualities.Where(one => one.IsAlreadyMet).Should().NotBeEmpty().And.OnlyContain(one => one.IsEditRight == true);
        Qualities(meant, nothing).Should().OnlyContain(one => one.IsEditRight == null && one.SeenDegree == null);
    }

    private static double Success(PictureQuality[] qualities) =>
        qualities.Where(one => !one.IsAlreadyMet).Average(one => one.IsEditRight == true ? 1.0 : 0);

    private static double Chance(PictureQuality[] qualities) =>
        qualities.Where(one => !one.IsAlreadyMet).Average(one => one.ChanceLevel!.Value);

    private static LabelledRequest[] Sentences()
    {
        var grammar = new RequestGrammar(new Seed(92));
        return [.. Enumerable.Range(0, 1000).Select(i => grammar.Generate(i, RequestSplit.Training))
            .Where(request => request.Label.Attribute is not null).Take(Count)];
    }

    /// <summary>Later turns, in which nothing is inverted, received without noise.</summary>
    private PictureQuality[] Qualities(LabelledRequest[] heard, LabelledRequest[] meant)
    {
        using var encoder = new JeccEncoder(networks);
        using var rows = new PortraitSampler(new Seed(93)).Sample(0, Count);
        using var images = PortraitRenderer.Render(rows);
        using var latents = Guess(images);
        EditRequest[] requests = [.. heard.Select((request, i) => new EditRequest(new TransmissionId(i), default,
            new ImageSource.Portrait(default, 0), request.Text, latents[i].data<float>().ToArray(), 0))];
        var encodings = encoder.Encode(requests);
        return [.. judge.Judge([.. requests.Select((request, i) => new JudgeRequest(request, encodings[i]!,
            new ReceivedFrame(0, [], [], 0), networks.Pictures([tensor(encodings[i]!.Latent)])[0]!, meant[i].Label))])];
    }

    private Tensor Guess(Tensor images)
    {
        using var quiet = no_grad();
        return networks.Guess.call(images);
    }
}
