using System.CommandLine;
using System.Text.Json;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Weights;

/// <summary><c>./eds weights verify</c>: compares the folder with its manifest, file by file.</summary>
internal static class WeightsVerify
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder")
        {
            Description = "Folder with the .safetensors files and their manifest.json; default: the shipped one.",
            DefaultValueFactory = _ => WeightsOption.Shipped.ToString(),
        };
        var json = JsonOutput.Option();
        var command = new Command("verify", "Compares every weights file with the size and SHA-256 in the manifest.")
        {
            folder,
            json,
        };
        command.SetAction(parsed =>
            Run(parsed.GetRequiredValue(folder), parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string folder, bool asJson, TextWriter output)
    {
        try
        {
            var manifest = WeightsManifest.Load(folder);
            var problems = manifest.FindProblems();
            if (asJson)
                output.WriteLine(JsonSerializer.Serialize(new { folder, manifest.Files, problems }, JsonOutput.Format));
            else if (problems.Count == 0)
                output.WriteLine($"{manifest.Files.Count} files, {manifest.Files.Sum(file => file.Bytes)} bytes: " +
                    $"all as listed in {Path.Combine(folder, WeightsManifest.FileName)}.");
            else
                throw new UserErrorException(
                    string.Join(Environment.NewLine, problems.Select(problem => problem.Message)), ExitCode.BadWeights);
            return problems.Count == 0 ? ExitCode.Ok : ExitCode.BadWeights;
        }
        catch (WeightsException problem)
        {
            throw new UserErrorException(problem.Message, ExitCode.BadWeights);
        }
    }
}
