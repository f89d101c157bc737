using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Tests.Options;

public class ModuleCatalogTests
{
    private static readonly ChannelRegistry Registry = new();

    [Fact]
    public void Every_built_in_module_is_made_by_its_name()
    {
        Registry.Channels.Modules.Select(module => module.Name).Should().BeEquivalentTo(Modules.Every.Keys);
        Registry.SnrProcesses.Modules.Select(module => module.Name).Should()
            .Equal("constant", "path-loss", "ramps", "random-walk", "steps", "trace");
        foreach (var (name, parameters) in Modules.Every)
            Modules.Channel(name, parameters).Should().NotBeNull();
    }

    [Fact]
    public void Every_parameter_is_described_and_its_default_is_allowed()
    {
        ModuleDescription[] modules = [.. Registry.Channels.Modules, .. Registry.SnrProcesses.Modules];
        foreach (var parameter in modules.SelectMany(module => module.Parameters))
        {
            parameter.Rule.Summary.Should().EndWith(".");
            parameter.Default.Should().NotBeEmpty();
        }
        foreach (var module in modules.Where(module => !module.Parameters.Any(parameter => parameter.IsRequired)))
        {
            var made = Registry.Channels.Modules.Contains(module)
                ? (object)Registry.Channels.Create(module.Name)
                : Registry.SnrProcesses.Create(module.Name);
            made.Should().NotBeNull();
        }
    }

    [Fact]
    public void Description_states_kind_unit_default_and_range()
    {
        var parameter = Registry.Channels.Modules.Single(module => module.Name == "rician").Parameters[0];

        parameter.Should().BeEquivalentTo(
            new { Name = "kFactorDb", Kind = "a number", Default = "6", Rule = new { Unit = "dB", Range = "-40 to 60" } });
        parameter.IsRequired.Should().BeFalse();
        Registry.SnrProcesses.Modules.Single(module => module.Name == "trace").Parameters[0].IsRequired.Should().BeTrue();
    }

    [Fact]
    public void Parameters_from_JSON_reach_the_module()
    {
        var given = Registry.Channels.Create(Modules.Json("""{"type": "rayleigh", "blockSymbols": 5}"""));
        var direct = new RayleighChannel(new RayleighOptions { BlockSymbols = 5 });

        Draws.Envelope(given, Draws.Use(50)).Should().Equal(Draws.Envelope(direct, Draws.Use(50)));
    }

    [Fact]
    public void Taken_name_is_refused() => FluentActions
            .Invoking(() => new ChannelRegistry().Channels.Add<AwgnOptions>("awgn", "Again", _ => new AwgnChannel()))
            .Should().Throw<ChannelOptionException>().WithMessage("*'awgn' is taken (built in): choose another.");
}
