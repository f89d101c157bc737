using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Tests.Requests;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Codecs;

/// <summary>The transmitter with the shipped weights.</summary>
public sealed class JeccEncoderTests : IDisposable
{
    private static readonly string[] Texts =
    [
        "Make the bangs longer", "Add a full beard please", "that is all, thank you", "Make the face slightly younger",
    ];

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly JeccNetworks networks =
        JeccNetworks.Load(new(Path.Combine(People.RepositoryRoot, "weights")), CPU);

    public void Dispose()
    {
        networks.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1e-4)]
    public void Encode_WithAndWithoutBatchMates_SendsTheSameSymbols(bool deterministic, double tolerance)
    {
        var options = new JeccOptions
        {
            Slots = 4,
            Deterministic = deterministic,
            Inversion = new() { MaxIterations = 4, LearningRate = 0.05 },
        };
        var requests = Requests();

        var together = new JeccEncoder(networks, options).Encode(requests);

        var alone = requests.Select(request => new JeccEncoder(networks, options).Encode([request])[0]!).ToList();
        for (var i = 0; i < requests.Length; i++)
            together[i]!.Symbols.Zip(alone[i].Symbols, (a, b) => Math.Abs(a - b)).Max()
                .Should().BeLessThanOrEqualTo((float)tolerance);
    }

    [Fact]
    public void Encode_Requests_AreUnderstoodEditedAndOfUnitPower()
    {
        Encoding[] encodings = [.. new JeccEncoder(networks).Encode(Requests())!];

        encodings.Should().OnlyContain(encoding => Math.Abs(encoding.Symbols.Average(x => x * x) - 1) < 1e-4);
        encodings[0].Target!.Attribute.Should().Be(FaceAttribute.Bangs);
        encodings[2].Reason.Should().Be(MatchingStop.NothingAsked);
        foreach (var encoding in encodings.Where(encoding => encoding.Reason == MatchingStop.Agreed))
            encoding.After[(int)encoding.Target!.Attribute].Should().Be(encoding.Target.Degree);
        encodings.Count(encoding => encoding.Reason == MatchingStop.NotReached).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Encode_LatentOfTheTurnBefore_GoesOnFromThere()
    {
        var first = new JeccEncoder(networks).Encode([Requests()[0]])[0]!;

        var second = new JeccEncoder(networks).Encode([GoingOn("that is all", first.Latent)])[0]!;

        second.Before.Should().Equal(first.After);
        second.Latent.Zip(first.Latent, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-4f);
        second.InversionLoss.Should().BeNull();
    }

    [Fact]
    public void Encode_TwoBatches_TellsTheStagesOfEachInOrder()
    {
        var (z, finished) = (new float[networks.SymbolCount], new List<JeccStep>());
        z[0] = 1;
        var request = GoingOn(Texts[2], z);

        new JeccEncoder(networks, new() { Slots = 1 }, finished: finished.Add).Encode([request, request]);

        finished.Should().Equal([.. Enum.GetValues<JeccStep>(), .. Enum.GetValues<JeccStep>()]);
    }

    [Fact]
    public void ParameterCounts_OnePair_IsWithinTheTunedShare()
    {
        var (all, pair) = networks.ParameterCounts();

        (pair / (double)all).Should().BeLessThanOrEqualTo(0.0265);
    }

    [Fact]
    public void Encode_ManyTimes_LeavesNoTensorsBehind()
    {
        var latent = new JeccEncoder(networks).Encode([Requests()[0]])[0]!.Latent;
        var encoder = new JeccEncoder(networks);
        for (var i = 0; i < 5; i++) encoder.Encode([GoingOn(Texts[i % Texts.Length], latent, i)]);    // adapters stay
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 5; i++) encoder.Encode([GoingOn(Texts[i % Texts.Length], latent, i)]);

        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    private static EditRequest GoingOn(string text, float[] latent, int adapter = 0) =>
        new(default, default, new ImageSource.Portrait(default, 0), text, latent, adapter);

    private static EditRequest[] Requests()
    {
        var images = PortraitRenderer.Render(new PortraitSampler(PortraitSets.Development).Sample(0, Texts.Length));
        return [.. Texts.Select((text, i) => new EditRequest(new TransmissionId(i), default,
            new ImageSource.Pixels(images[i]), text, null, i))];
    }
}
