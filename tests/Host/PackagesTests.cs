using System.Diagnostics;

namespace EditableDeepSC.Host.Tests;

public sealed class PackagesTests
{
    [Fact]
    public async Task Packages_are_made_and_the_sample_sends_a_picture_by_them()
    {
        var start = new ProcessStartInfo("bash", ["-c", $"'{Docs.Document.PathOf("eng/pack.sh")}' 2>&1"])
        {
            RedirectStandardOutput = true,
        };
        using var script = Process.Start(start)!;
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();

        script.ExitCode.Should().Be(0, output);
        output.Should().MatchRegex(@"512 symbols, -?\d+\.\d dB: artifacts/one-picture/received\.png");
        Models.Pictures.ImageFile.Read(Docs.Document.PathOf("artifacts/one-picture/received.png")).Width.Should().Be(128);
    }
}
