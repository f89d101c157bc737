using System.Security.Cryptography;
using System.Text;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Tests.Requests;

public class RequestGrammarTests
{
    private const int N = 8000;
    private static readonly RequestGrammar Grammar = new(new Seed(1));
    private static readonly Lazy<LabelledRequest[]> Training = new(() => Sentences(RequestSplit.Training, N));

    [Fact]
    public void Generate_SameSeedAndIndex_GivesTheSameSentence()
    {
        var again = new RequestGrammar(new Seed(1));
        again.Generate(77).Should().Be(Grammar.Generate(77));
        new RequestGrammar(new Seed(2)).Generate(77).Should().NotBe(Grammar.Generate(77));
    }

    [Fact]
    public void Generate_Training_IsBroad()
    {
        Training.Value.Select(request => request.Text).Distinct().Count().Should().BeGreaterThan(N * 9 / 10);
        Training.Value.Select(request => request.Template).Distinct().Count().Should().BeGreaterThan(400);
        RequestGrammar.Vocabulary().Should().HaveCountGreaterThan(900).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Generate_EqualSentences_HaveEqualLabels()
    {
        var conflicts = Training.Value.GroupBy(request => RequestTokenizer.Normalize(request.Text))
            .Where(same => same.Select(request => request.Label).Distinct().Count() > 1)
            .Select(same => string.Join(" / ", same));
        conflicts.Should().BeEmpty();
    }

    [Fact]
    public void Generate_Splits_ShareNoSentenceAndNoTemplate()
    {
        var known = Sentences(RequestSplit.HeldOutSentence, 500);
        var foreign = Sentences(RequestSplit.HeldOutTemplate, 500);
        var seen = Training.Value.Select(request => RequestTokenizer.Normalize(request.Text)).ToHashSet();
        var templates = Training.Value.Concat(known).Select(request => request.Template).ToHashSet();

        known.Select(request => RequestTokenizer.Normalize(request.Text))
            .Should().NotContain(text => seen.Contains(text));
        foreign.Select(request => request.Template).Should().NotContain(template => templates.Contains(template));
        foreign.Select(request => request.Template).Distinct().Count().Should().BeGreaterThan(40);
    }

    [Fact]
    public void Generate_Labels_AreBalanced()
    {
        var labels = Training.Value.Select(request => request.Label).ToArray();

        // Binomial: tolerances are five standard deviations of the count.
        Share(labels, label => label.Mode == RequestMode.ChangeDefinite).Should().BeApproximately(0.24, 0.025);
        Share(labels, label => label.Mode == RequestMode.ChangeIndefinite).Should().BeApproximately(0.2, 0.023);
        Share(labels, label => label.Mode == RequestMode.Target).Should().BeApproximately(0.25, 0.025);
        Share(labels, label => label.Mode == RequestMode.End).Should().BeApproximately(0.05, 0.013);
        var edits = labels.Where(label => label.Attribute is not null).ToArray();
        foreach (var attribute in FaceAttributes.All)
            Share(edits, label => label.Attribute == attribute).Should().BeApproximately(0.2, 0.026);
        var changes = edits.Where(label => label.Direction is not null).ToArray();
        Share(changes, label => label.Direction == EditDirection.Positive).Should().BeApproximately(0.5, 0.04);
        var definite = changes.Where(label => label.Value is not null).ToArray();
        for (var value = 1; value <= 5; value++)
            Share(definite, label => label.Value == value).Should().BeApproximately(0.2, 0.045);
        var targets = edits.Where(label => label.Target is not null).ToArray();
        for (var degree = 0; degree <= 5; degree++)
            Share(targets, label => label.Target == degree).Should().BeApproximately(1 / 6.0, 0.04);
    }

    [Fact]
    public void Generate_AnyLabel_HasOnlyTheFieldsOfItsMode()
    {
        foreach (var label in Training.Value.Select(request => request.Label).Distinct())
        {
            (label.Attribute is not null).Should().Be(label.Mode is not (RequestMode.End or RequestMode.None));
            (label.Direction is not null).Should()
                .Be(label.Mode is RequestMode.ChangeDefinite or RequestMode.ChangeIndefinite);
            (label.Value is not null).Should().Be(label.Mode == RequestMode.ChangeDefinite);
            (label.Target is not null).Should().Be(label.Mode == RequestMode.Target);
        }
    }

    [Fact]
    public void Templates_EveryOneOfEveryLabel_CanBeWritten()
    {
        foreach (var label in AllLabels())
        {
            var (rules, tops) = RequestGrammar.TopsOf(label);
            foreach (var template in rules.Tops(tops).SelectMany(section => section))
            {
                var draw = new Draw(new PhiloxKey(new Seed(3), StreamPurpose.Requests, default, new TransmissionId(0)));
                Writer.Write(rules, label, template, draw)
                    .Should().NotBeNullOrWhiteSpace().And.NotContainAny("<", "(", "|");
            }
        }
    }

    [Theory]
    [InlineData("[s]\na:\n  (one|two")]
    [InlineData("[s]\na:\n  one) two")]
    [InlineData("[s]\na:\n  <slot")]
    [InlineData("[s]\n  lost")]
    [InlineData("[s]\na:\n  one\na:\n  two")]
    [InlineData("a:\n  one")]
    [InlineData("[s]\n[s]")]
    public void RuleBook_BadNotation_Throws(string text)
    {
        var read = () => RuleBook.Read(text.Split('\n'));

        read.Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData(RequestSplit.Training, 2000, "629BFA4CD70C8DDF")]
    [InlineData(RequestSplit.HeldOutSentence, 2000, "8104D86BA259D606")]
    [InlineData(RequestSplit.HeldOutTemplate, 2000, "C286E10C2815C5BB")]
    public void Generate_EverySplit_WritesTheSentencesItAlwaysWrote(RequestSplit split, int count, string hash) =>
        HashOf(Sentences(split, count).Select(request => request.ToString())).Should().Be(hash);

    [Fact]
    public void Vocabulary_Words_AreThoseItAlwaysHad() => HashOf(RequestGrammar.Vocabulary()).Should().Be("88FD74432F1F79F2");

    private static string HashOf(IEnumerable<string> lines) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];

    private static LabelledRequest[] Sentences(RequestSplit split, int count) =>
        [.. Enumerable.Range(0, count).Select(index => Grammar.Generate(index, split))];

    private static double Share(RequestLabel[] labels, Func<RequestLabel, bool> of) =>
        labels.Count(of) / (double)labels.Length;

    private static IEnumerable<RequestLabel> AllLabels()
    {
        yield return RequestLabel.End;
        yield return RequestLabel.None;
        foreach (var attribute in FaceAttributes.All)
        {
            for (var degree = 0; degree <= FaceAttributes.MaxDegree; degree++)
                yield return RequestLabel.To(attribute, degree);
            foreach (var direction in Enum.GetValues<EditDirection>())
            {
                yield return RequestLabel.Change(attribute, direction);
                for (var value = 1; value <= FaceAttributes.MaxDegree; value++)
                    yield return RequestLabel.Change(attribute, direction, value);
            }
        }
    }
}
