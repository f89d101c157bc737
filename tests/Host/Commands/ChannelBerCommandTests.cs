using System.Text.Json;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class ChannelBerCommandTests
{
    [Fact]
    public async Task Ber_Table_ShowsBothSnrsCountsAndIntervals()
    {
        var (code, output, error) = await Eds(
            "channel", "ber", "--channel", "rayleigh", "--modulation", "qam16", "--snr=0,10", "--frames", "10");
        (code, error).Should().Be((ExitCode.Ok, ""));
        output.Should().Be("""
            qam16 over rayleigh, no code, frames of 2048 symbols; --snr is Eb/N0 (--es-n0 makes it Es/N0); seed 1
            Intervals hold 95 %; that of the bit error rate allows for errors that cluster in frames.

             Eb/N0  Es/N0        bits   errors      BER [ 95 % interval  ]   frames errors      FER [ 95 % interval  ] it/word stop
              0.00   6.02       81920    16165 1.973e-1 [1.95e-1, 2.00e-1]       10     10 1.000e+0 [7.22e-1, 1.00e+0]       - frames
             10.00  16.02       81920     3545 4.327e-2 [4.19e-2, 4.47e-2]       10     10 1.000e+0 [7.22e-1, 1.00e+0]       - frames

            """);
    }

    [Fact]
    public async Task Ber_Csv_IsTheSameForAnyNumberOfThreads()
    {
        string[] request = ["channel", "ber", "--code", "ldpc648r56", "--snr=2:0.5:3", "--errors", "40", "--csv"];
        var (_, one, _) = await Eds([.. request, "--threads", "1"]);
        var (_, three, _) = await Eds([.. request, "--threads", "3"]);
        three.Should().Be(one);
        var lines = one.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(4).And.OnlyContain(line => line.Split(',').Length == 14);
        lines[3].Should().StartWith("3,5.2").And.EndWith(",errors");
    }

    [Fact]
    public async Task Ber_Json_HoldsSettingsAndPointsAndNothingElse()
    {
        var (_, output, _) = await Eds("channel", "ber", "--snr", "9", "--es-n0", "--modulation", "qam64",
            "--code", "ldpc1944r12", "--decoder", "sum-product", "--frames", "3", "--json");
        var root = JsonDocument.Parse(output).RootElement;
        root.GetProperty("code").GetString().Should().Be("ldpc1944r12");
        root.GetProperty("decoder").GetProperty("rule").GetString().Should().Be("sumProduct");
        root.GetProperty("demapping").GetString().Should().Be("maxLog");
        var point = root.GetProperty("points").EnumerateArray().Should().ContainSingle().Subject;
        point.GetProperty("esN0Db").GetDouble().Should().Be(9);
        point.GetProperty("ebN0Db").GetDouble().Should().BeApproximately(9 - 10 * Math.Log10(3), 1e-9);
        point.GetProperty("stoppedBy").GetString().Should().Be("frames");
    }

    [Theory]
    [InlineData("did you mean 'rayleigh'?", "--channel", "raleigh")]
    [InlineData("did you mean 'kFactorDb'?", "--channel", "{\"type\":\"rician\",\"kFactor\":6}")]
    [InlineData("is not JSON", "--channel", "{\"type\":")]
    [InlineData("type", "--channel", "{\"type\":\"awgn\",\"type\":\"rayleigh\"}")]
    [InlineData("did you mean 'qam16'?", "--modulation", "16qam")]
    [InlineData("did you mean 'ldpc648r56'?", "--code", "ldpc648r55")]
    [InlineData("'iterations' is 0; give 1 to 10000", "--code", "ldpc648r12", "--iterations", "0")]
    [InlineData("'minSumFactor' is 2", "--code", "ldpc648r12", "--factor", "2")]
    [InlineData("--errors is 0; give 1 or more", "--errors", "0")]
    [InlineData("--threads is -1; give 1 or more", "--threads", "-1")]
    [InlineData("--seconds is 0; give a number above 0", "--seconds", "0")]
    [InlineData("--json and --csv exclude each other", "--json", "--csv")]
    [InlineData("'bp' not recognized", "--decoder", "bp")]
    [InlineData("--factor is for a code: give --code", "--factor", "0.8")]
    public async Task Ber_Mistake_IsNamedOnStandardErrorWithExitCode2(string message, params string[] arguments)
    {
        var (code, output, error) = await Eds(["channel", "ber", "--snr", "3", .. arguments]);
        (code, output).Should().Be((ExitCode.Usage, ""));
        error.Should().StartWith("eds: ").And.Contain(message);
    }

    internal static async Task<(int Code, string Output, string Error)> Eds(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
