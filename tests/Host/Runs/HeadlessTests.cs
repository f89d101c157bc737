using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EditableDeepSC.Host.Tests.Runs;

/// <summary>What the program itself writes where there is no terminal, as in CI.</summary>
public sealed partial class HeadlessTests : IDisposable
{
    private const char Escape = '\u001b';

    private const string Scenario = """
        { "deterministic": true, "durationSeconds": 1000, "thresholds": ["delivered == 1"],
          "users": [{ "count": 3, "dialog": { "conversations": 2 } }] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("eds-headless-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_NoTerminal_WritesPlainLines()
    {
        var (code, output, error) = await RunProgramAsync();

        code.Should().Be(ExitCode.Ok);
        error.Should().BeEmpty();
        Snapshot(output).Should().Be("""
            # s  delivered #  failed #  expired #  rejected #  in flight #  queues #/#/#
            # submitted = # delivered + # failed + # expired; # rejected before; # lost, # unexpected, # duplicated
            latency p# # ms, p# # ms, p# # ms; # pictures/s over # s (wall clock # s)
            edit right # of # asked for, LPIPS-P #, PSNR # dB (n = #): ORIGIN
              holds  delivered == #   (# , n = #)
            Everything balances, # of # thresholds hold.
            fingerprint #
            report DIR/out/report.html
            """);
    }

    [Fact]
    public async Task Run_Json_WritesNothingButJson()
    {
        var (code, output, error) = await RunProgramAsync("--json");

        code.Should().Be(ExitCode.Ok);
        error.Should().BeEmpty();
        output.Should().StartWith("{").And.NotContain($"{Escape}");
        JsonSerializer.Deserialize<JsonElement>(output).GetProperty("exitCode").GetInt32().Should().Be(0);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("run", "--dry-run")]
    [InlineData("run", "--set", "count=3")]
    [InlineData("--help")]
    public async Task AnyVerb_NoTerminal_WritesNoEscapeCodes(string verb, params string[] more)
    {
        var (_, output, error) = await RunProgramAsync(verb, more);

        (output + error).Should().NotBeEmpty().And.NotContain($"{Escape}");
    }

    [Theory]
    [InlineData("HUP")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Run_Signal_EndsWithAReport(string signal)
    {
        var file = Path.Combine(_folder, "long.json");
        File.WriteAllText(file, """{ "clock": "wall", "durationSeconds": 1000000, "users": [{}] }""");
        using var program = Start("run", file, "--out", Path.Combine(_folder, "out"));
        await program.StandardOutput.ReadLineAsync(); // the run goes on

        using var kill = Process.Start("kill", [$"-{signal}", $"{program.Id}"])!;
        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();

        program.ExitCode.Should().Be(ExitCode.Interrupted);
        output.Should().Contain("Interrupted: everything balances so far.");
        File.Exists(Path.Combine(_folder, "out", "report.html")).Should().BeTrue();
    }

    [Fact]
    public async Task AnyVerb_ClosedErrorOutput_EndsWithItsCode()
    {
        using var shell = Process.Start("sh",
            ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "eds.dll")}' validate '{_folder}/none.json' 2>&-"])!;
        await shell.WaitForExitAsync();

        shell.ExitCode.Should().Be(ExitCode.BadScenario);
    }

    [Theory]
    [InlineData(false, null, "xterm", true)]
    [InlineData(false, "", "xterm", true)]
    [InlineData(false, "1", "xterm", false)]
    [InlineData(false, null, "dumb", false)]
    [InlineData(true, null, "xterm", false)]
    public void CanRedraw_Surroundings_IsFalseWithoutTerminalOrWithNoColor(
        bool isRedirected, string? noColor, string term, bool can) =>
        Terminal.CanRedraw(isRedirected, noColor, term).Should().Be(can);

    private Task<(int Code, string Output, string Error)> RunProgramAsync(params string[] more) =>
        RunProgramAsync("run", ["--out", Path.Combine(_folder, "out"), .. more]);

    private async Task<(int Code, string Output, string Error)> RunProgramAsync(string verb, string[] more)
    {
        var file = Path.Combine(_folder, "scenario.json");
        File.WriteAllText(file, Scenario);
        string[] scenario = verb.StartsWith('-') ? [] : [file];
        using var program = Start([verb, .. scenario, .. more]);
        var output = program.StandardOutput.ReadToEndAsync();
        var error = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        return (program.ExitCode, await output, error);
    }

    private static Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet",
        [Path.Combine(AppContext.BaseDirectory, "eds.dll"), .. args])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>The text without its numbers; how many lines of progress there are is a matter of time.</summary>
    private string Snapshot(string output)
    {
        var text = output.Replace(_folder, "DIR", StringComparison.Ordinal)
            .Replace("the stub codec's, which follow from symbol errors, not from pictures", "ORIGIN",
                StringComparison.Ordinal);
        var lines = Numbers().Replace(text, "#").Trim().Split('\n');
        return string.Join('\n', lines.Select(line => line.EndsWith("queues #/#/#", StringComparison.Ordinal)
            ? line.TrimStart()
            : line).Distinct());
    }

    [GeneratedRegex(@"\b[0-9a-f]{32}\b|\d+(\.\d+)?")]
    private static partial Regex Numbers();
}
