using System.Text.Json;

namespace EditableDeepSC.Host.Tests.Commands;

public class ChannelCommandTests
{
    [Fact]
    public async Task List_names_every_module_and_says_how_to_go_on()
    {
        var (code, output, error) = await Eds("channel", "list");

        code.Should().Be(ExitCode.Ok);
        error.Should().BeEmpty();
        output.Should().Contain("  rayleigh              Fading without a line of sight\n")
            .And.Contain("SNR processes\n").And.EndWith("'eds channel show NAME' describes the parameters of each.\n");
    }

    [Fact]
    public async Task List_as_JSON_has_the_parameters()
    {
        var (code, output, _) = await Eds("channel", "list", "--json");

        code.Should().Be(ExitCode.Ok);
        var channels = JsonDocument.Parse(output).RootElement.GetProperty("channels").EnumerateArray();
        var rician = channels.Single(channel => channel.GetProperty("name").GetString() == "rician");
        rician.GetProperty("parameters")[0].GetProperty("default").GetDouble().Should().Be(6);
        rician.GetProperty("parameters")[0].GetProperty("max").GetDouble().Should().Be(60);
    }

    [Fact]
    public async Task Show_prints_kind_range_unit_default_and_meaning()
    {
        var (code, output, _) = await Eds("channel", "show", "rician");

        code.Should().Be(ExitCode.Ok);
        output.Should().Be("""
            rician: Fading around a line of sight (built in)

              kFactorDb: a number, -40 to 60 dB, default 6
                Power of the line of sight over that of the scatter.

              blockSymbols: an integer, 0 to 1000000 symbols, default 1
                Symbols that share one gain, from the start of a transmission; 0 means all of it.

            """);
    }

    [Fact]
    public async Task Show_of_an_SNR_process_as_JSON_marks_what_is_required()
    {
        var (code, output, _) = await Eds("channel", "show", "trace", "--json");

        code.Should().Be(ExitCode.Ok);
        var file = JsonDocument.Parse(output).RootElement.GetProperty("parameters")[0];
        file.GetProperty("required").GetBoolean().Should().BeTrue();
        file.GetProperty("default").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task Unknown_name_is_a_usage_error_with_the_nearest_name()
    {
        var (code, output, error) = await Eds("channel", "show", "ricain");

        code.Should().Be(ExitCode.Usage);
        output.Should().BeEmpty();
        error.Should().Be("eds: unknown channel or SNR process 'ricain'; did you mean 'rician'?\n");
    }

    [Fact]
    public async Task Missing_plugin_is_a_usage_error_that_names_it()
    {
        var (code, _, error) = await Eds("channel", "list", "--plugin", "none.dll");

        code.Should().Be(ExitCode.Usage);
        error.Should().Be("eds: Plug-in 'none.dll' does not exist: build it, or correct the path.\n");
    }

    private static async Task<(int Code, string Output, string Error)> Eds(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
