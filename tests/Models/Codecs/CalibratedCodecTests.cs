using System.Text.RegularExpressions;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Tests.Codecs;

public sealed class CalibratedCodecTests : IDisposable
{
    private const int RecordsEach = 4;
    private static readonly double[] AdapterSnrsDb = [0, 12];
    private static readonly WorkerPlace Place = new(0, "cpu");

    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Encode_Sentences_GetRecordsOfTheirAttributeAndTurn()
    {
        using var encoder = Codec().CreateEncoder(Place);

        var encodings = encoder.Encode([Request(1, "smile"), Request(2, "smile", []), Request(3, "stop")]);

        encodings.Select(one => one!.Edit.Attribute).Should().Equal(FaceAttribute.Smiling, FaceAttribute.Smiling, null);
        encodings.Select(one => one!.InversionLoss is null).Should().Equal(false, true, false);
        encodings.Should().AllSatisfy(one => one!.Latent.Should().NotBeNull("a later turn refers to it"));
    }

    [Fact]
    public void Run_Request_HasOneRecordAndTheSameWhateverItsBatch()
    {
        var (alone, together) = (Run([Request(5, "smile")], 3), Run([.. Many(10, "smile")], 3));

        alone[0].Should().Be(together[5]);
        // In the table every figure tells its record and its cell.
        together.Should().AllSatisfy(one =>
        {
            one.Quality.PsnrDb.Should().Be(100 * one.Quality.LpipsP, "both are of one cell");
            ((int)one.Quality.LpipsP / 100).Should().Be(one.Iterations, "both are of one record");
            one.Quality.SeenDegree.Should().Be(one.Iterations % 6);
            one.Quality.IsEditRight.Should().Be(one.Quality.SeenDegree == one.Iterations % 2);
        });
    }

    [Fact]
    public void Run_ManyRequests_TakeAllRecordsEvenlyAndTheNearerSnrMoreOften()
    {
        const int Count = 4000;
        var runs = Run([.. Many(Count, "smile")], snrDb: 2.5); // between 0 and 10 dB

        // Chi-square with 3 degrees of freedom exceeds 16.3 once in 1,000 times.
        const double Each = Count / RecordsEach;
        runs.CountBy(one => one.Iterations).Sum(of => (of.Value - Each) * (of.Value - Each) / Each)
            .Should().BeLessThan(16.3);
        // A quarter is of 10 dB, within 4.5 standard deviations.
        runs.Count(one => (int)one.Quality.LpipsP % 100 == 4).Should().BeCloseTo(Count / 4, 123);
    }

    [Theory]
    [InlineData(-30, 3)]
    [InlineData(double.NegativeInfinity, 3)]
    [InlineData(0, 3)]
    [InlineData(20, 5)]
    [InlineData(60, 5)]
    public void Judge_SnrAtOrBeyondTheEnds_TakesTheLastOfItsAdapter(double snrDb, int cell) =>
        Run([.. Many(50, "smile")], snrDb)
            .Should().AllSatisfy(one => ((int)one.Quality.LpipsP % 100).Should().Be(cell));

    [Fact]
    public void Load_WrittenTable_IsTheSameAndKnowsItsFile()
    {
        File.WriteAllText(file, Json());

        var table = Calibration.Load(file);

        table.Should().BeEquivalentTo(Table());
        table.Source.Should().BeEquivalentTo(new { File = Path.GetFileName(file), Bytes = Json().Length });
    }

    [Theory]
    [InlineData("^.*$", "no JSON", "cannot be read")]
    [InlineData("^.*$", "null", "not null")]
    [InlineData("\"snrScale\":1", "\"snrScale\":0", "\"snrScale\" is 0; it must be above 0")]
    [InlineData("\"snrsDb\":.0,10", "\"snrsDb\":[10,0", "ascending order")]
    [InlineData("\"adapterSnrsDb\":.0,12]", "\"adapterSnrsDb\":[]", "\"adapterSnrsDb\" is empty")]
    [InlineData("\"wantedDegree\":0", "\"wantedDegree\":6", "\"records\"[0]: degrees are 0 to 5")]
    [InlineData("\"lpipsP\":.0,", "\"lpipsP\":[", "\"records\"[0]: its lists must hold 6 numbers each")]
    [InlineData("\"attribute\":\"age\"", "\"attribute\":\"bangs\"", "has none for requests about Age in a first turn")]
    [InlineData("\"snrScale\"", "\"snrSkale\"", "snrSkale")]
    [InlineData("\"attribute\":\"age\"", "\"attribute\":\"hat\"", "LineNumber: 0")]
    public void Load_BadFile_NamesItAndWhatIsWrong(string pattern, string replacement, string message)
    {
        var text = Regex.Replace(Json(), pattern, replacement, RegexOptions.Singleline);
        text.Should().NotBe(Json());
        File.WriteAllText(file, text);

        FluentActions.Invoking(() => Calibration.Load(file)).Should().Throw<CalibrationException>()
            .Which.Message.Should().Contain(file).And.Contain(message);
    }

    private static CalibratedCodec Codec() =>
        new(Table(), new Seed(7), LabelOf, AdapterSnrsDb, 2, deterministic: false, TimeProvider.System);

    private static RequestLabel LabelOf(string text) =>
        text == "smile" ? RequestLabel.To(FaceAttribute.Smiling, 3) : RequestLabel.End;

    private static EditRequest Request(long id, string text, float[]? latent = null) =>
        new(new TransmissionId(id), default, new ImageSource.Portrait(default, id), text, latent, 1);

    private static IEnumerable<EditRequest> Many(int count, string text) =>
        Enumerable.Range(0, count).Select(id => Request(id, text));

    private static List<(int Iterations, PictureQuality Quality)> Run(EditRequest[] batch, double snrDb)
    {
        var codec = Codec();
        using var encoder = codec.CreateEncoder(Place);
        using var decoder = codec.CreateDecoder(Place);
        using var judge = codec.CreateJudge(Place);
        var encodings = encoder.Encode(batch);
        ReceivedFrame[] frames = [.. batch.Select(request => new ReceivedFrame(request.AdapterIndex, [], [], snrDb))];
        var pictures = decoder.Decode(frames);
        return [.. judge.Judge([.. batch.Select((request, i) =>
                new JudgeRequest(request, encodings[i]!, frames[i], pictures[i] ?? new RgbImage(1, 1)))])
            .Select((quality, i) => (encodings[i]!.Iterations, quality))];
    }

    /// <summary>Four records for each attribute and turn; of record i and cell c, LPIPS-P is 100 i + c.</summary>
    private static Calibration Table() => new()
    {
        AdapterSnrsDb = AdapterSnrsDb,
        SnrsDb = [0, 10, 20],
        InversionIterations = 20,
        Records = [.. FaceAttributes.All.Cast<FaceAttribute?>().Append(null).SelectMany(attribute =>
            new double?[] { 0.1, null }.SelectMany(loss =>
                Enumerable.Range(0, RecordsEach).Select(i => Record(attribute, loss, i))))],
    };

    private static CalibrationRecord Record(FaceAttribute? attribute, double? loss, int i) => new(
        attribute, i % 2, i, i, loss,
        [.. Cells.Select(cell => 100.0 * i + cell)], [.. Cells.Select(cell => 100 * (100.0 * i + cell))],
        [.. Cells.Select(_ => 0.5)], attribute is null ? [] : [.. Cells.Select(_ => i)]);

    private static IEnumerable<int> Cells => Enumerable.Range(0, 6);

    private static string Json() => System.Text.Json.JsonSerializer.Serialize(Table(), DeviceProfile.Strict);
}
