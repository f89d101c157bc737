using System.Text.RegularExpressions;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Tests.Codecs;

public sealed class DeviceProfileTests : IDisposable
{
    private static readonly DeviceProfile Device = new()
    {
        InversionIterations = 10,
        Batches = [new(2, 1, 10, 100, 1, 20), new(4, 3, 30, 300, 1, 40)],
    };

    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 20)]
    [InlineData(3, 30)]
    [InlineData(8, 80)]
    public void DecodeSeconds_Sizes_AreOnStraightLinesAndThenInProportion(int frames, double milliseconds) =>
        Device.DecodeSeconds(frames).Should().BeApproximately(milliseconds / 1000, 1e-12);

    [Fact]
    public void EncodeSeconds_Batch_CountsIterationsAndThoseThatStillMove() =>
        // Text and symbols 2, ten iterations of two pictures 100, looks at 2, 2 and 1.
        Device.EncodeSeconds([Of(moves: 1), Of(moves: 2)]).Should().BeApproximately((2 + 100 + 300) / 1000.0, 1e-12);

    [Fact]
    public void PictureTransfer_EachPicture_ComesAndGoes()
    {
        var slow = Device with { PictureTransferMs = 5, AdapterLoadMs = 7 };

        slow.DecodeSeconds(3).Should().BeApproximately(Device.DecodeSeconds(3) + 0.015, 1e-12);
        (slow.EncodeSeconds([Of(moves: 1), Of(moves: 2)]) - Device.EncodeSeconds([Of(moves: 1), Of(moves: 2)]))
            .Should().BeApproximately(0.01, 1e-12);
        slow.AdapterLoadSeconds.Should().Be(0.007);
    }

    [Fact]
    public void Rows_Fixed_CostAsMuchHoweverFewThereAre() =>
        (Device with { Rows = 4 }).DecodeSeconds(1).Should().Be(Device.DecodeSeconds(4));

    [Theory]
    [InlineData("no JSON", "cannot be read")]
    [InlineData("""{ "batches": [] }""", "ascending")]
    [InlineData("""{ "batches": [B4, B2] }""", "ascending")]
    [InlineData("""{ "batches": [B-1] }""", "0 or more")]
    [InlineData("""{ "batches": [{ "size": 1 }] }""", "cannot be read")]
    [InlineData("""{ "batches": [B1], "batchs": 1 }""", "cannot be read")]
    [InlineData("""{ "batches": null }""", "cannot be read")]
    [InlineData("""{ "batches": [null] }""", "not null")]
    [InlineData("null", "not null")]
    public void Load_BadFile_NamesItAndWhatIsWrong(string text, string message)
    {
        File.WriteAllText(file, Regex.Replace(text, @"B(-?\d)", """
            { "size": 1, "textMs": $1, "inversionMs": 1, "matchingMs": 1, "symbolsMs": 1, "decodeMs": 1 }
            """).Replace("\"size\": 1, \"textMs\": 4", "\"size\": 4, \"textMs\": 4"));

        FluentActions.Invoking(() => DeviceProfile.Load(file)).Should().Throw<DeviceProfileException>()
            .Which.Message.Should().Contain(file).And.Contain(message);
    }

    private static Encoding Of(int moves) => new([], [], new ReadRequest("", RequestLabel.End, 1), null)
    {
        Iterations = moves,
        InversionLoss = 0.1,
        Reason = MatchingStop.Agreed,
    };
}
