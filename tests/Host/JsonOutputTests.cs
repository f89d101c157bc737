using System.Text.Json;
using EditableDeepSC.Actors.Accounting;

namespace EditableDeepSC.Host.Tests;

public class JsonOutputTests
{
    [Fact]
    public void Line_NotANumber_IsNullAndReadAsNaN()
    {
        var json = JsonSerializer.Serialize(new[] { 1.5, double.NaN, double.NegativeInfinity }, JsonOutput.Line);

        json.Should().Be("[1.5,null,null]");
        JsonSerializer.Deserialize<double[]>(json, JsonOutput.Line).Should().Equal(1.5, double.NaN, double.NaN);
    }

    [Fact]
    public void Line_EnumAsValueAndKey_IsCamelCase()
    {
        var reasons = new Dictionary<EndReason, OutcomeKind> { [EndReason.QueueFull] = OutcomeKind.Rejected };

        var json = JsonSerializer.Serialize(new { AllReasons = reasons }, JsonOutput.Line);

        json.Should().Be("""{"allReasons":{"queueFull":"rejected"}}""");
    }
}
