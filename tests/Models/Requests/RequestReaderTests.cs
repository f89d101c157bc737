using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;
using EditableDeepSC.Models.Tests.Weights;
using EditableDeepSC.Models.Weights;
using Xunit.Abstractions;

namespace EditableDeepSC.Models.Tests.Requests;

/// <summary>The shipped reader, weights/text.safetensors.</summary>
public sealed class RequestReaderTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DirectoryInfo Weights = new(Path.Combine(People.RepositoryRoot, "weights"));
    private readonly RequestReader reader = RequestReader.Load(Weights);

    public void Dispose() => reader.Dispose();

    [Fact]
    public void Read_SentencesOfThePaper_AreAllRight()
    {
        foreach (var (text, label) in PaperRequests.All) reader.Read(text).Label.Should().Be(label, "'{0}'", text);
    }

    [Theory]
    [InlineData("people.txt", 0.98)]    // the grammar was widened with these in view
    [InlineData("people-2.txt", 0.95)]    // and with those misread of these
    [InlineData("people-3.txt", 0.95)]    // and a little with these
    [InlineData("people-4.txt", 0.90)]    // blind to the grammar
    [InlineData("people-5.txt", 0.93)]    // blind to the grammar, and seen by no reader before
    public void Read_SentencesOfPeople_AreRightInThisShareAtLeast(string file, double share)
    {
        var sentences = People.Read(file);
        sentences.Should().HaveCountGreaterThan(50);

        var wrong = sentences.Where(sentence => reader.Read(sentence.Text).Label != sentence.Label)
            .Select(sentence => sentence.Text).ToArray();

        output.WriteLine($"{file}: {sentences.Count - wrong.Length} of {sentences.Count} right");
        wrong.Should().HaveCountLessThan((int)(sentences.Count * (1 - share)) + 1);
    }

    [Fact]
    public void Measure_HeldOutSentences_IsAsTheDocumentsSay()
    {
        var quality = TextQuality.Measure(reader, 2000, new Seed(77), RequestUse.Development);

        output.WriteLine($"{quality}");
        quality.KnownTemplates.Share.Rate.Should().BeGreaterThanOrEqualTo(0.99);
        quality.HeldOutTemplates.Share.Rate.Should().BeGreaterThanOrEqualTo(0.95);
        quality.Paper.Should().Be(new TextScore(8, 8));
    }

    [Theory]
    [InlineData("make her somewhat happier", FaceAttribute.Smiling, EditDirection.Positive, 2)]
    [InlineData("could you make the woman slightly older", FaceAttribute.Age, EditDirection.Positive, 1)]
    [InlineData("make the smile much bigger", FaceAttribute.Smiling, EditDirection.Positive, 5)]
    public void Read_PlainWordsInAPlainFrame_AreNotNone(
        string text, FaceAttribute attribute, EditDirection direction, int value) =>
        reader.Read(text).Label.Should().Be(RequestLabel.Change(attribute, direction, value));

    [Theory]
    [InlineData("don't let him smile", FaceAttribute.Smiling, 0)]
    [InlineData("I don't want to see his forehead", FaceAttribute.Bangs, 5)]
    public void Read_NegatedSight_IsATarget(string text, FaceAttribute attribute, int degree) =>
        reader.Read(text).Label.Should().Be(RequestLabel.To(attribute, degree));

    [Theory]
    [InlineData("the bangs are shorter than I wanted", FaceAttribute.Bangs, EditDirection.Positive)]
    [InlineData("the smile came out wider than I wanted", FaceAttribute.Smiling, EditDirection.Negative)]
    [InlineData("his beard is anything but long", FaceAttribute.Beard, EditDirection.Positive)]
    [InlineData("I do not think the glasses are thin enough", FaceAttribute.Eyeglasses, EditDirection.Negative)]
    [InlineData("there are way too many wrinkles", FaceAttribute.Age, EditDirection.Negative)]
    public void Read_WishSaidByWhatIs_GoesTheOtherWay(string text, FaceAttribute attribute, EditDirection direction) =>
        reader.Read(text).Label.Should().Be(RequestLabel.Change(attribute, direction));

    [Theory]
    [InlineData("smile", FaceAttribute.Smiling, 1)]
    [InlineData("Smile!!!", FaceAttribute.Smiling, 1)]
    [InlineData("please smile", FaceAttribute.Smiling, 1)]
    [InlineData("just smile", FaceAttribute.Smiling, 1)]
    [InlineData("can you smile", FaceAttribute.Smiling, 1)]
    [InlineData("open mouth", FaceAttribute.Smiling, 1)]
    [InlineData("fringe", FaceAttribute.Bangs, 1)]
    [InlineData("beard", FaceAttribute.Beard, 1)]
    [InlineData("ten years older", FaceAttribute.Age, 1)]
    [InlineData("rejuvenate", FaceAttribute.Age, -1)]
    [InlineData("shave him", FaceAttribute.Beard, -1)]
    public void Read_ShortRequest_IsAChangeOfWhatItNames(string text, FaceAttribute attribute, int direction) =>
        Effect(attribute, direction, text).IsRight(reader.Read(text).Label).Should().BeTrue();

    [Theory]
    [InlineData("Don't remove the glasses")]
    [InlineData("Never remove the beard")]
    [InlineData("leave the glasses on")]
    [InlineData("don't stop smiling")]
    [InlineData("she shouldn't look older")]
    [InlineData("the beard can stay")]
    public void Read_ForbiddenOrKept_AsksForNothing(string text) =>
        reader.Read(text).Label.Attribute.Should().BeNull();

    [Theory]
    [InlineData("I don't like the glasses", FaceAttribute.Eyeglasses, -1)]
    [InlineData("without glasses", FaceAttribute.Eyeglasses, -1)]
    [InlineData("a chin covered with whiskers", FaceAttribute.Beard, 1)]
    [InlineData("don't be so happy", FaceAttribute.Smiling, -1)]
    [InlineData("give him a poker face", FaceAttribute.Smiling, -1)]
    [InlineData("darker glasses", FaceAttribute.Eyeglasses, 1)]
    [InlineData("turn him into an old geezer", FaceAttribute.Age, 1)]
    [InlineData("make her look older than a teenager", FaceAttribute.Age, 1)]
    public void Read_OutsideWording_HasItsEffect(string text, FaceAttribute attribute, int direction) =>
        Effect(attribute, direction, text).IsRight(reader.Read(text).Label).Should().BeTrue();

    [Theory]
    [InlineData("make her smile and add glasses", FaceAttribute.Smiling, "add glasses")]
    [InlineData("Trim the beard, then make him older!", FaceAttribute.Beard, "make him older!")]
    [InlineData("make her smile", FaceAttribute.Smiling, null)]
    [InlineData("make the bangs longer and longer", FaceAttribute.Bangs, null)]
    public void Read_SeveralAttributes_IsTheFirstAndTellsTheRest(string text, FaceAttribute attribute, string? rest)
    {
        var read = reader.Read(text);

        (read.Text, read.Label.Attribute, read.Unread).Should().Be((text, attribute, rest));
    }

    [Theory]
    [InlineData("Fais-la sourire davantage")]
    [InlineData("mach sie bitte j\u00fcnger")]
    [InlineData("ponle gafas")]
    [InlineData("\u8ba9\u5979\u5fae\u7b11")]
    [InlineData("\u0441\u0434\u0435\u043b\u0430\u0439 \u0435\u0451 \u043c\u043e\u043b\u043e\u0436\u0435")]
    public void Read_OtherLanguage_IsNone(string text) => reader.Read(text).Label.Should().Be(RequestLabel.None);

    // Written by somebody who had seen neither the grammar nor its lists, and measured once. The floor is
    // the lower end of the 95 % interval that the shipped reader had on 300 sentences of each.
    [Theory]
    [InlineData("ordinary.tsv", 0.887)]
    [InlineData("forbid.tsv", 0.903)]
    [InlineData("short.tsv", 0.939)]
    [InlineData("norequest.tsv", 0.911)]
    public void Read_BlindSet_HasTheRightEffectInThisShareAtLeast(string file, double share)
    {
        var sentences = RequestSet.Read(
            Path.Combine(People.RepositoryRoot, "tests", "Models", "Requests", "Sentences", file));

        var figure = RequestSet.Measure(reader, sentences).Should().ContainSingle().Which;

        output.WriteLine($"{figure}");
        figure.Count.Should().Be(300);
        figure.Value.Should().BeGreaterThanOrEqualTo(share);
    }

    private static LabelledEffect Effect(FaceAttribute attribute, int direction, string text) =>
        new("ordinary", attribute, direction, null, text);

    [Fact]
    public void Read_Batch_IsAsOneByOne()
    {
        string[] texts = [.. People.Read("people.txt").Select(sentence => sentence.Text).Take(20), "", "?!"];

        var together = reader.Read(texts);

        together.Select(request => request.Text).Should().Equal(texts);
        foreach (var (text, request) in texts.Zip(together))
        {
            var alone = reader.Read(text);
            alone.Label.Should().Be(request.Label);
            alone.Confidence.Should().BeApproximately(request.Confidence, 1e-4);
        }
    }

    [Fact]
    public void Read_NoSentences_GivesNone() => reader.Read([]).Should().BeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("qwe rty uio")]
    [InlineData("Where is the nearest station?")]
    [InlineData("make her hair green")]
    [InlineData("ceci n'est pas une pipe")]
    public void Read_NoRequest_IsNoneWithLowConfidence(string text)
    {
        var request = reader.Read(text);

        request.Label.Should().Be(RequestLabel.None);
        request.Confidence.Should().BeLessThan(RequestReader.LeastCertainty);
        request.Guess.Should().NotBeNull("what it might have been is told");
    }

    [Fact]
    public void Read_AnyText_HasOnlyTheFieldsOfItsMode()
    {
        string[] words = ["longer", "smile", "a", "bit", "old", "glasses", "no", "beard", "make", "xyz", "level", "2"];
        var texts = Enumerable.Range(0, 300).Select(i =>
            string.Join(' ', Enumerable.Range(0, 1 + i % 7).Select(j => words[(i * 7 + j * (i + 5)) % words.Length])));

        foreach (var request in reader.Read([.. texts]))
        {
            var label = request.Label;
            (label.Attribute is null).Should().Be(label.Mode is RequestMode.End or RequestMode.None);
            (label.Direction is not null).Should()
                .Be(label.Mode is RequestMode.ChangeDefinite or RequestMode.ChangeIndefinite);
            (label.Value is not null).Should().Be(label.Mode == RequestMode.ChangeDefinite);
            (label.Target is not null).Should().Be(label.Mode == RequestMode.Target);
            request.Confidence.Should().BeInRange(0, 1);
        }
    }

    [Fact]
    public void Load_FolderWithoutTheFile_ThrowsAndNamesIt()
    {
        using var folder = new TempFolder();
        folder.Write("manifest.json", """{"files": []}"""u8.ToArray());

        var load = () => RequestReader.Load(new DirectoryInfo(folder.Path));

        load.Should().Throw<WeightsException>().WithMessage("*text.safetensors*");
    }
}
