using System.Globalization;
using System.Text;
using System.Text.Json;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Tests;

/// <summary>Nothing that a file or an argument holds drives the terminal, or turns or hides what is shown.</summary>
public sealed class MaskedOutputTests : IDisposable
{
    private const string Evil = "\u001b[31mRED\u001b]0;x\u0007\u009b2J\u202egpj\u2066\u200f\u061c\ufeff\u2028\u007f\r";

    private readonly string folder = Directory.CreateTempSubdirectory("eds-masked-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("""{"users":[{}],"EVIL":1}""")]
    [InlineData("""{"users":[{}],"codec":"EVIL"}""")]
    [InlineData("""{"users":[{}],"codec":["EVIL"]}""")]
    [InlineData("""{"users":[{}],"thresholds":["EVIL < 1"]}""")]
    [InlineData("""{"users":[{"images":"no EVIL"}]}""")]
    [InlineData("""{"users":[{"link":{"channel":"EVIL"}}]}""")]
    [InlineData("""{"users":[{"link":{"channel":{"type":"EVIL"}}}]}""")]
    [InlineData("""{"users":[{"link":{"snr":{"type":"trace","file":"EVIL"}}}]}""")]
    [InlineData("""{"users":[{"arrivals":{"kind":"trace","file":"EVIL"}}]}""")]
    [InlineData("""{"users":[{}],"plugins":["EVIL"]}""")]
    [InlineData("""{"users":[{}],"codec":"jecc","weights":"EVIL"}""")]
    [InlineData("""{"users":[{}],"codec":"jecc","encoders":{"profiles":["EVIL.json"]}}""")]
    [InlineData("""{"users":[{}],"sweep":{"EVIL":[1]}}""")]
    public async Task Mistake_with_control_codes_shows_none(string scenario)
    {
        var quoted = JsonSerializer.Serialize(Evil)[1..^1];
        foreach (var text in new[] { scenario.Replace("EVIL", quoted, StringComparison.Ordinal), Evil, $"[{Evil}]" })
        {
            var file = Path.Combine(folder, "mistake.json");
            File.WriteAllText(file, text);
            await ShowsNoneAsync(null, "validate", file);
        }
    }

    [Fact]
    public async Task Names_with_control_codes_show_none_in_terminal_and_files()
    {
        var file = Path.Combine(folder, $"{Evil}.json");
        var comment = string.Concat(Evil.Where(letter => letter is not '\r' and not '\u2028')); // those end a comment
        File.WriteAllText(file, $"// {comment}\n" + JsonSerializer.Serialize(new
        {
            name = Evil + "\nsecond line",
            description = Evil,
            durationSeconds = 1,
            users = new[] { new { name = Evil, arrivals = new { thinkSeconds = 0.2 } } },
            thresholds = new[] { "failed  <  1 %" },
            sweep = new { name = new[] { "a" + Evil, "b\nsecond line" } },
        }));
        var target = Path.Combine(folder, "out");

        await ShowsNoneAsync(ExitCode.Ok, "list", folder);
        await ShowsNoneAsync(ExitCode.Ok, "validate", file);
        var described = await ShowsNoneAsync(ExitCode.Ok, "run", file, "--dry-run");
        await ShowsNoneAsync(ExitCode.Ok, "run", file, "--out", target);
        await ShowsNoneAsync(ExitCode.Ok, "report", Path.Combine(target, "point-001"));
        await ShowsNoneAsync(ExitCode.Ok, "run", file, "--out", target + "2", "--json");

        described.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2, "a line for each run");
        foreach (var written in Directory.GetFiles(target, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(written) is "events.jsonl" or "log.jsonl") continue; // JSON, a line each
            ShouldShowNone(File.ReadAllText(written), written);
        }
    }

    [Fact]
    public async Task Arguments_with_control_codes_show_none()
    {
        await ShowsNoneAsync(ExitCode.Usage, Evil);
        await ShowsNoneAsync(ExitCode.Usage, "run", "x", $"--{Evil}");
        await ShowsNoneAsync(ExitCode.Usage, "run", "x", "--seed", Evil);
        await ShowsNoneAsync(ExitCode.BadScenario, "validate", $"none{Evil}\nsecond line");
        await ShowsNoneAsync(ExitCode.Usage, "channel", "show", Evil);
        await ShowsNoneAsync(ExitCode.BadWeights, "weights", "show", Evil);
        await ShowsNoneAsync(ExitCode.Usage, "report", Evil);
    }

    [Fact]
    public void Masked_json_is_the_same_json()
    {
        var json = JsonSerializer.Serialize(new { text = Evil + "é\n\U000e0041" }, JsonOutput.Format);

        JsonElement.DeepEquals(Parsed(json.Masked()), Parsed(json)).Should().BeTrue();
        json.Masked().Should().Contain("é").And.Contain("\\u202e").And.ContainEquivalentOf("\\udb40\\udc41").And.Contain("\n");

        static JsonElement Parsed(string text) => JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Spreadsheets take a cell that begins so for a formula.</summary>
    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1+1")]
    [InlineData(" =1+1")]
    [InlineData("＝1+1")]
    public async Task Cell_of_users_csv_is_not_a_formula(string name)
    {
        var file = Path.Combine(folder, "formula.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new { durationSeconds = 1, users = new[] { new { name } } }));

        await ShowsNoneAsync(ExitCode.Ok, "run", file, "--out", Path.Combine(folder, "out"));

        File.ReadAllLines(Path.Combine(folder, "out", "users.csv"))[1].Should().StartWith("0,\"").And
            .NotMatchRegex("^0,\"\\s*[=+@＝-]");
    }

    private static async Task<string> ShowsNoneAsync(int? code, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var ended = await CommandLine.RunAsync(args, output, error);

        if (code is not null) ended.Should().Be(code, error.ToString());
        else ended.Should().BeOneOf(ExitCode.BadScenario, ExitCode.BadWeights);

        ShouldShowNone(output.ToString() + error, string.Join(' ', args));
        if (code != ExitCode.Ok) error.ToString().TrimEnd('\n').Split('\n').Length.Should().BeLessThanOrEqualTo(3);
        return output.ToString();
    }

    private static void ShouldShowNone(string text, string of) => text.EnumerateRunes()
        .Where(rune => rune.Value is not '\n' and not '\t' && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        .Should().BeEmpty($"of {of}");
}
