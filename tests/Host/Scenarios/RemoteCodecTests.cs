using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Coding;

namespace EditableDeepSC.Host.Tests.Scenarios;

public sealed class RemoteCodecTests
{
    [Fact]
    public void Make_WhatAHostDescribes_IsItsCodec()
    {
        var scenario = new Scenario
        {
            Codec = CodecKind.Jecc,
            Jecc = new() { Form = AdapterForm.Linear, Symbols = 128 },
        };

        var codec = RemoteCodec.Make(RemoteCodec.Describe(scenario), ShippedScenarioTests.Weights);

        codec.Name.Should().Be("jecc");
        codec.SymbolCount.Should().Be(128);
    }
}
