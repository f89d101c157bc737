using System.CommandLine;
using System.Text.Json;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>./eds weights</c>: what the learned parts' files hold and whether they are what was shipped.</summary>
internal static class WeightsCommand
{
    public static Command Create() => new("weights", "Checks, shows and imports the files of the learned parts.")
    {
        WeightsVerify.Create(),
        WeightsShow.Create(),
        WeightsImport.Create(),
    };
}

/// <summary><c>./eds weights show FILE</c>: the tensors of a file, without reading their values.</summary>
internal static class WeightsShow
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A .safetensors file, or a PyTorch .pt or .pth file." };
        var json = JsonOutput.Option();
        var command = new Command("show", "Lists the tensors of a weights file.") { file, json };
        command.SetAction(parsed =>
            Run(parsed.GetRequiredValue(file), parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(string path, bool asJson, TextWriter output)
    {
        try
        {
            using var file = TensorFile.Open(path);
            if (asJson) WriteJson(path, file, output);
            else WriteText(file, output);
        }
        catch (WeightsException problem)
        {
            throw new UserErrorException(problem.Message, ExitCode.BadWeights);
        }
    }

    private static void WriteJson(string path, ITensorFile file, TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(new
        {
            file = path,
            metadata = file.Metadata,
            elements = file.Tensors.Sum(tensor => tensor.ElementCount),
            bytes = file.Tensors.Sum(tensor => tensor.ByteCount),
            tensors = file.Tensors.Select(tensor => new
            {
                tensor.Name,
                type = tensor.Type.ToString(),
                tensor.Shape,
                bytes = tensor.ByteCount,
            }),
        }, JsonOutput.Format));

    private static void WriteText(ITensorFile file, TextWriter output)
    {
        foreach (var (key, value) in file.Metadata)
            output.WriteLine($"{JsonSerializer.Serialize(key)}: {JsonSerializer.Serialize(value)}"); // no control codes
        foreach (var tensor in file.Tensors)
            output.WriteLine($"{tensor.Type,-4} {$"[{string.Join(", ", tensor.Shape)}]",-20} {tensor.Name}");
        output.WriteLine($"{file.Tensors.Count} tensors, {file.Tensors.Sum(tensor => tensor.ElementCount)} elements, " +
            $"{file.Tensors.Sum(tensor => tensor.ByteCount)} bytes.");
    }
}

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
