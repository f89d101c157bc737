using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Channels.Tests.Options;

/// <summary>What a user reads after a mistake: the place, what is wrong, and what to do.</summary>
public class OptionMessageTests
{
    [Theory]
    [InlineData("rayleigh", """{"blockSymbols": -3}""",
        "rayleigh: 'blockSymbols' is -3 symbols; give 0 to 1000000 symbols. Symbols that share one gain*")]
    [InlineData("rician", """{"kFactorDb": 99}""", "rician: 'kFactorDb' is 99 dB; give -40 to 60 dB.*")]
    [InlineData("nakagami", """{"m": 0.4}""", "nakagami: 'm' is 0.4; give 0.5 to 1000.*")]
    [InlineData("jakes", """{"dopplerHz": -1}""", "jakes: 'dopplerHz' is -1 Hz; give 0 to 100000 Hz.*")]
    [InlineData("frequency-selective", """{"powersDb": []}""",
        "frequency-selective: 'powersDb' has 0 entries; give 1 to 64.*")]
    [InlineData("frequency-selective", """{"powersDb": [0, 500]}""",
        "frequency-selective: 'powersDb[1]' is 500 dB; give -200 to 200 dB.*")]
    [InlineData("gilbert-elliott", """{"badFraction": 0.9, "meanBurstSymbols": 2}""",
        "gilbert-elliott: bursts of 2 symbols cannot fill 90*raise 'meanBurstSymbols' or lower 'badFraction'.")]
    [InlineData("erasure", """{"probability": 2}""", "erasure: 'probability' is 2; give 0 to 1.*")]
    [InlineData("phase-noise", """{"linewidthHz": -1}""",
        "phase-noise: 'linewidthHz' is -1 Hz; give 0 to 1000000 Hz.*")]
    [InlineData("clipping", """{"clipRatioDb": -21}""", "clipping: 'clipRatioDb' is -21 dB; give -20 to 40 dB.*")]
    [InlineData("interference", """{"activity": 1.5}""", "interference: 'activity' is 1.5; give 0 to 1.*")]
    [InlineData("chain", "{}", "chain: 'channels' lists 0 channels: give 1 to 255*")]
    [InlineData("chain", """{"channels": ["ricain"]}""", "Unknown channel 'ricain'; did you mean 'rician'?")]
    [InlineData("chain", """{"channels": [{"name": "rician"}]}""", "*is not a channel: give a name, or an object*")]
    [InlineData("rayleigh", """{"blockSymbol": 3}""",
        "rayleigh: unknown key 'blockSymbol'; did you mean 'blockSymbols'?")]
    [InlineData("rayleigh", """{"blockSymbols": "three"}""",
        "rayleigh: 'blockSymbols' is \"three\"; give an integer in symbols. Symbols that share*")]
    [InlineData("rayleigh", "7", "rayleigh: 7 is not an object; give one")]
    [InlineData("awgn", """{"snr": 3}""", "awgn: unknown key 'snr'; it takes none.")]
    [InlineData("Rayleigh", "{}", "Unknown channel 'Rayleigh'; did you mean 'rayleigh'?")]
    public void Bad_channel_options_are_explained(string name, string parameters, string message) =>
        FluentActions.Invoking(() => Modules.Channel(name, parameters))
            .Should().Throw<ChannelOptionException>().WithMessage(message);

    [Theory]
    [InlineData("constant", """{"snrDb": 1000}""", "constant: 'snrDb' is 1000 dB; give -100 to 200 dB.*")]
    [InlineData("steps", """{"points": []}""", "steps: 'points' has 0 entries; give at least 1.*")]
    [InlineData("steps", """{"points": [{"atSeconds": 5, "snrDb": 1}, {"atSeconds": 5, "snrDb": 2}]}""",
        "steps: 'points[1].atSeconds' is 5 s, not after 5 s: sort the points.")]
    [InlineData("ramps", """{"points": [{"atSeconds": -1, "snrDb": 1}]}""",
        "ramps: 'points[0].atSeconds' is -1 s; give 0 to 1000000000 s.*")]
    [InlineData("ramps", """{"points": [{"at": 1, "snrDb": 1}]}""",
        "ramps: unknown key 'at'; did you mean 'atSeconds'?")]
    [InlineData("trace", "{}", "trace: 'file' is missing. CSV file*")]
    [InlineData("random-walk", """{"minDb": 20}""",
        "random-walk: 'startDb' 6, 'minDb' 20, 'maxDb' 18 dB: give minDb < maxDb*")]
    [InlineData("path-loss", """{"nearMetres": 600}""",
        "path-loss: 'nearMetres' 600 m is not below 'farMetres' 500 m*")]
    public void Bad_SNR_options_are_explained(string name, string parameters, string message) =>
        FluentActions.Invoking(() => Modules.Snr(name, parameters))
            .Should().Throw<ChannelOptionException>().WithMessage(message);

    [Theory]
    [InlineData("rayliegh", "rayleigh")]
    [InlineData("RICIAN", "rician")]
    [InlineData("gilbert", "gilbert-elliott")]
    public void Nearest_name_is_what_was_meant(string typed, string meant) =>
        NearestName.Of(typed, Modules.Every.Keys).Should().Be(meant);

    [Fact]
    public void Receiver_and_cell_options_are_checked_too()
    {
        FluentActions.Invoking(() => new Receiver(new ReceiverOptions { PilotsPerEstimate = 0 }))
            .Should().Throw<ChannelOptionException>().WithMessage("receiver: 'pilotsPerEstimate' is 0*");
        FluentActions.Invoking(() => new Cell(new CellOptions { SymbolRateBaud = double.NaN }))
            .Should().Throw<ChannelOptionException>().WithMessage("cell: 'symbolRateBaud' is NaN*");
    }
}
