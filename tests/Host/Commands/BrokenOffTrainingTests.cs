using System.Diagnostics;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Tests.Commands;

/// <summary>Trainings on a folder that are killed, or whose disk is full, and go on afterwards.</summary>
public sealed class BrokenOffTrainingTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eds-broken-off-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Train_KilledWhileCheckpointsAndWeightsAreWritten_EndsWithTheSameBits()
    {
        await WriteFaces();
        await Finish("whole");

        await KillAsync("killed", "killed-run", "checkpoint-20");
        await KillAsync("killed", "killed-run", "checkpoint-40");
        await KillAsync("killed", "killed-set", ".*.part");
        await Finish("killed");

        foreach (var file in new[] { "set/predictor.safetensors", "run/curve.csv" })
            (await File.ReadAllBytesAsync(PathOf($"killed-{file}"))).Should()
                .Equal(await File.ReadAllBytesAsync(PathOf($"whole-{file}")), file);
    }

    [TinyDiskFact]
    public async Task Train_DiskIsFull_NamesTheFileAndGoesOnWhenThereIsRoom()
    {
        await WriteFaces();
        var run = folder.CreateSubdirectory("full-run").FullName;
        TinyDiskFactAttribute.Mount(run, "14m");    // room for one checkpoint of 9 MB, not for two
        try
        {
            var (code, error) = await TrainAsync("full");
            code.Should().Be(ExitCode.Failed);
            error.Should().Contain("checkpoint-40 in").And.Contain("No space left on device")
                .And.Contain("checkpoint-20 stays").And.Contain("free space");
            Directory.EnumerateFileSystemEntries(run).Select(Path.GetFileName).Should()
                .Contain(["checkpoint-20", "checkpoint.json", "curve.csv"]).And.NotContain("checkpoint-40")
                .And.NotContain(name => name!.EndsWith(".part"));
            Directory.Exists(PathOf("full-set/predictor.safetensors")).Should().BeFalse();

            TinyDiskFactAttribute.Mount(run, "64m", again: true);
            await Finish("full");
            File.Exists(PathOf("full-set/predictor.safetensors")).Should().BeTrue();
        }
        finally
        {
            TinyDiskFactAttribute.Unmount(run);
        }
    }

    private async Task WriteFaces()
    {
        using StringWriter output = new(), error = new();
        string[] draw = ["portraits", "--out", PathOf("faces"), "--count", "60", "--resolution", "32"];
        (await CommandLine.RunAsync(draw, output, error)).Should().Be(ExitCode.Ok, error.ToString());
    }

    private async Task Finish(string name)
    {
        var (code, error) = await TrainAsync(name);
        code.Should().Be(ExitCode.Ok, error);
    }

    private async Task<(int Code, string Error)> TrainAsync(string name)
    {
        using var process = Start(name);
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await error);
    }

    /// <summary>Kills the training as soon as a file or folder of a name appears.</summary>
    private async Task KillAsync(string name, string place, string awaited)
    {
        using var watcher = new FileSystemWatcher(folder.CreateSubdirectory(place).FullName, awaited);
        var seen = new TaskCompletionSource();
        watcher.Created += (_, _) => seen.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var process = Start(name);
        await Task.WhenAny(seen.Task, process.WaitForExitAsync());
        seen.Task.IsCompleted.Should().BeTrue($"the training writes {awaited} before it ends");
        process.Kill();
        await process.WaitForExitAsync();
    }

    private Process Start(string name) => Process.Start(new ProcessStartInfo("dotnet",
    [
        typeof(ScenarioFile).Assembly.Location, "train", "predictor", "--images", PathOf("faces"), "--labels",
        PathOf("faces/labels.txt"), "--resolution", "32", "--steps", "40", "--checkpoint-every", "0",
        "--weights", PathOf($"{name}-set"), "--run", PathOf($"{name}-run"),
    ])
    { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}

/// <summary>A test that mounts a small disk in memory; skipped where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TinyDiskFactAttribute : FactAttribute
{
    public TinyDiskFactAttribute() => Skip = Reason.Value;

    private static readonly Lazy<string?> Reason = new(() =>
    {
        var place = Directory.CreateTempSubdirectory("eds-tiny-");
        try
        {
            Mount(place.FullName, "64k");
            Unmount(place.FullName);
            return null;
        }
        catch (InvalidOperationException)
        {
            return "Not run: a small disk (tmpfs) cannot be mounted here; root can.";
        }
        finally
        {
            place.Delete(recursive: true);
        }
    });

    public static void Mount(string place, string size, bool again = false) =>
        Run("mount", "-t", "tmpfs", "-o", $"{(again ? "remount," : "")}size={size}", "tmpfs", place);

    public static void Unmount(string place) => Run("umount", place);

    private static void Run(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }
}
