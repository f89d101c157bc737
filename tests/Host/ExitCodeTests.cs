using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Tests;

public class ExitCodeTests
{
    private static readonly WeightsException Weights = new(WeightsErrorReason.MissingFile, "gone");

    public static TheoryData<Exception, int?> Errors() => new()
    {
        { new UserErrorException("device", ExitCode.NoDevice), 5 },
        { Weights, 4 },
        { new ScenarioException("weights", default, Weights), 4 },
        { new ScenarioException("channel", default, new ChannelOptionException("channel")), 3 },
        { new ChannelOptionException("channel"), 2 },
        { new FileNotFoundException("gone"), 2 },
        { new IOException("the disk is full"), 1 },
        { new InvalidOperationException("a fault"), null },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Of_Error_IsTheCodeOfItsKind(Exception error, int? code) => ExitCode.Of(error).Should().Be(code);
}
