using System.Text.Json;
using System.Text.RegularExpressions;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Serve;
using EditableDeepSC.Models.Pictures;
using TorchSharp;

namespace EditableDeepSC.Host.Tests.Serve;

/// <summary>The playground with the shipped weights.</summary>
public sealed class PlaygroundTests : IDisposable
{
    private static readonly DirectoryInfo Weights = new(Docs.Document.PathOf("weights"));

    private readonly DisposeScope scope = torch.NewDisposeScope();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly Playground playground = new(Weights, "cpu", new ChannelRegistry());

    public void Dispose()
    {
        playground.Dispose();
        scope.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>One path over the air: the symbols and pictures of the page are those of the command that it names.</summary>
    [Theory]
    [InlineData("jecc", "make the bangs longer")]
    [InlineData("deepsc+talk2edit", "what a nice day")]
    [InlineData("jpeg-ldpc+talk2edit", "what a nice day")]
    public async Task Send_OfThePage_IsWhatItsCommandGives(string codec, string text)
    {
        var edit = Json(playground.Edit(new(text, Portrait: 3, Codec: codec)));
        var sent = Json(playground.Send(new(Turn(edit), [0], "rayleigh", Seed: 5)))[0];
        var words = sent.GetProperty("command").GetString()!["./eds ".Length..];
        var arguments = Regex.Matches(words, "'[^']*'|[^ ]+").Select(word => word.Value.Trim('\''));

        using StringWriter output = new(), error = new();
        (await CommandLine.RunAsync([.. arguments, "--json", "--weights", Weights.FullName, "--device", "cpu", "--out",
            Path.Combine(folder.FullName, "sent.png")], output, error)).Should().Be(ExitCode.Ok, error.ToString());

        var report = JsonDocument.Parse(output.ToString()).RootElement;
        foreach (var name in new[] { "receivedHash", "pictureHash" })
            sent.GetProperty(name).GetString().Should().Be(report.GetProperty(name).GetRawText());
        foreach (var name in new[] { "lpipsP", "isEditRight", "isIntact", "realSymbols" })
            sent.GetProperty(name).GetRawText().Should().Be(report.GetProperty(name).GetRawText());
    }

    [Fact]
    public void Codec_ThatCannotDoWhatIsAsked_SaysSo()
    {
        var edit = Json(playground.Edit(new("what a nice day", Portrait: 3, Codec: "deepsc+talk2edit")));
        foreach (var (ask, message) in new (Action, string)[]
        {
            (() => playground.Edit(new("smile", Portrait: 3, Codec: "jpeg")), "*a codec is jecc, deepsc+talk2edit,*"),
            (() => playground.Edit(new("smile", After: Turn(edit))), "*began with deepsc+talk2edit*"),
            (() => playground.Send(new(Turn(edit), [0, 6])), "*take one SNR*"),
            (() => playground.Send(new(Turn(edit), [0], Adapter: "none")), "*nothing without an adapter*"),
        })
            ask.Should().Throw<UserErrorException>().WithMessage(message);
        edit.GetProperty("pictures").GetProperty("inverted").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Dialog_GoesOnFromTheEditedPicture_WithoutAnotherInversion()
    {
        var first = Json(playground.Edit(new("make the bangs longer", Portrait: 3)));
        var second = Json(playground.Edit(new("a long beard", After: Turn(first))));
        var strip = Json(playground.Send(new(Turn(second), [-6, 18])));
        var alone = Json(playground.Send(new(Turn(second), [18])))[0];

        second.GetProperty("pictures").GetProperty("original").GetString()
            .Should().Be(first.GetProperty("pictures").GetProperty("edited").GetString());
        second.GetProperty("inversionLoss").ValueKind.Should().Be(JsonValueKind.Null);
        second.GetProperty("attribute").GetString().Should().Be("beard");
        strip.GetArrayLength().Should().Be(2);
        strip[0].GetProperty("lpipsP").GetDouble().Should().BeGreaterThan(strip[1].GetProperty("lpipsP").GetDouble());
        strip[1].GetProperty("receivedHash").GetString().Should().Be(alone.GetProperty("receivedHash").GetString());
        alone.GetProperty("command").ValueKind.Should().Be(JsonValueKind.Null);
        alone.GetProperty("sent").GetArrayLength().Should().Be(512);
    }

    [Fact]
    public void Upload_OfAnyShape_IsEditedAsItsMiddleSquare()
    {
        var upload = Json(playground.Upload(new RgbImage(90, 50)));
        upload.GetProperty("notice").GetString().Should().Contain("90x50");

        var edit = Json(playground.Edit(new("what a nice day", Upload: upload.GetProperty("upload").GetString())));
        edit.GetProperty("notices").ToString().Should().Contain("asks for no change");
        Json(playground.Send(new(Turn(edit), [6], Adapter: "none")))[0].GetProperty("adapterSnrDb").ValueKind
            .Should().Be(JsonValueKind.Null);
    }

    private static string Turn(JsonElement edit) => edit.GetProperty("turn").GetString()!;

    private static JsonElement Json(object answer) => JsonSerializer.SerializeToElement(answer, JsonOutput.Line);
}
