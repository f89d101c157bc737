using System.Runtime.CompilerServices;
using EditableDeepSC.Models.Codecs;
using PublicApiGenerator;

namespace EditableDeepSC.Models.Tests;

/// <summary>What users of the package can call: a change of it is made on purpose, and shows in a diff.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Public_types_and_members_are_those_of_the_snapshot() => Snapshot();

    private static void Snapshot([CallerFilePath] string here = "")
    {
        var api = typeof(Transmission).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });
        var file = Path.ChangeExtension(here, ".txt");
        if (Environment.GetEnvironmentVariable("EDS_WRITE_SNAPSHOTS") == "1") File.WriteAllText(file, api);

        api.Should().Be(File.ReadAllText(file), "EDS_WRITE_SNAPSHOTS=1 writes the snapshot anew");
    }
}
