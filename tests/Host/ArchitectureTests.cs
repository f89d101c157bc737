using System.Reflection;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Models.Codecs;
using NetArchTest.Rules;

namespace EditableDeepSC.Host.Tests;

/// <summary>The walls of the house: which project may use which, and who may see the truth about a picture.</summary>
public class ArchitectureTests
{
    private static readonly Assembly Channels = typeof(Link).Assembly;
    private static readonly Assembly Models = typeof(ICodec).Assembly;
    private static readonly Assembly Actors = typeof(SimulationRun).Assembly;
    private static readonly Assembly Host = typeof(ExitCode).Assembly;

    public static TheoryData<string, string[]> Arrows => new()
    {
        { nameof(Channels), ["EditableDeepSC.Models", "EditableDeepSC.Actors", "EditableDeepSC.Host", "TorchSharp", "Akka"] },
        { nameof(Models), ["EditableDeepSC.Actors", "EditableDeepSC.Host", "Akka"] },
        { nameof(Actors), ["EditableDeepSC.Host", "System.CommandLine", "Spectre.Console"] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Projects_use_only_those_below_them(string project, string[] forbidden)
    {
        var assembly = project switch { nameof(Channels) => Channels, nameof(Models) => Models, _ => Actors };

        Offenders(Types.InAssembly(assembly).ShouldNot().HaveDependencyOnAny(forbidden)).Should().BeEmpty();
    }

    [Fact]
    public void The_host_keeps_its_verbs_to_itself() =>
        Offenders(Types.InAssembly(Host).That().ResideInNamespace("EditableDeepSC.Host.Scenarios")
            .ShouldNot().HaveDependencyOnAny("EditableDeepSC.Host.Reports", "EditableDeepSC.Host.Runs")).Should().BeEmpty();

    [Fact]
    public void Encoders_and_decoders_see_no_truth() =>
        Offenders(Types.InAssembly(Models).That().ImplementInterface<IEncoder>().Or()
            .ImplementInterface<IDecoder>().ShouldNot().HaveDependencyOnAny(
                typeof(JudgeRequest).FullName!, typeof(PictureQuality).FullName!, typeof(IJudge).FullName!))
            .Should().BeEmpty();

    [Fact]
    public void Only_judges_and_the_worker_that_asks_them_see_the_truth()
    {
        string[] allowed = [nameof(IJudge), nameof(JeccJudge), "StubJudge", "CalibratedJudge", "BaselineJudge",
            nameof(JudgeRequest), "DecoderActor", "OneTransmission",
            "WarmUp"]; // of a picture that nobody sent

        var seers = new[] { Channels, Models, Actors, Host }.SelectMany(assembly => Types.InAssembly(assembly)
            .That().HaveDependencyOnAny(typeof(JudgeRequest).FullName!).GetTypes())
            .Select(type => type.ReflectionType.Name.Split('<', '+')[0]);

        seers.Where(name => name.Length > 0).Should().NotBeEmpty().And.BeSubsetOf(allowed);
    }

    private static IEnumerable<string> Offenders(ConditionList rule) =>
        rule.GetResult().FailingTypes?.Select(type => type.FullName) ?? [];
}
