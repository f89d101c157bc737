using System.Text.Json;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>./eds weights</c>: what weights files hold and whether they are those that were shipped.</summary>
internal static class WeightsCommand
{
    public static Command Create() => new("weights", "Shows, verifies and imports weights files.")
    {
        WeightsVerify.Create(),
        WeightsShow.Create(),
        WeightsImport.Create(),
        WeightsCheck.Create(),
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
        using var file = TensorFile.Open(path);
        if (asJson) WriteJson(path, file, output);
        else WriteText(file, output);
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
                type = tensor.Type.ToString(), // F32, as safetensors writes it
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
        var folder = DefaultOption.Of("--folder", WeightsOption.Shipped.ToString(),
            "Folder with the .safetensors files and their manifest.json; default: the shipped one.");
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
        var manifest = WeightsManifest.Load(folder);
        var problems = manifest.FindProblems();
        if (asJson)
            output.WriteLine(JsonSerializer.Serialize(new { folder, manifest.Files, problems }, JsonOutput.Format));
        else if (problems.Count == 0)
            output.WriteLine($"{manifest.Files.Count} files, {manifest.Files.Sum(file => file.Bytes)} bytes: " +
                $"all as listed in {Path.Combine(folder, WeightsManifest.FileName)}.");
        else
            throw new UserErrorException(
                string.Join(" ", problems.Select(problem => problem.Message)), ExitCode.BadWeights);
        return problems.Count == 0 ? ExitCode.Ok : ExitCode.BadWeights;
    }
}

/// <summary><c>./eds weights import --kind KIND FILE...</c>: turns public PyTorch files into safetensors.</summary>
internal static class WeightsImport
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "A .pt or .pth file; for lpips the backbone and the linear layers may be two files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var kind = new Option<string>("--kind") { Description = "The network of the file.", Required = true };
        kind.AcceptOnlyFromAmong([.. NetworkKind.All.Select(known => known.Name)]);
        var target = new Option<string?>("--out") { Description = "The file to write; default: FILE as .safetensors." };
        var half = new Option<bool>("--half") { Description = "Stores matrices and kernels as float16." };
        var command = new Command("import", "Checks public PyTorch weights and writes them as safetensors.")
        {
            files, kind, target, half,
        };
        command.SetAction(parsed =>
        {
            var sources = parsed.GetRequiredValue(files);
            Run(parsed.GetRequiredValue(kind), sources,
                parsed.GetValue(target) ?? Path.ChangeExtension(sources[0], ".safetensors"), parsed.GetValue(half),
                parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static void Run(string kindName, string[] sources, string target, bool half, TextWriter output)
    {
        OutputFile.Check(target, sources);
        using var file = new JoinedTensorFile(sources);
        var kind = NetworkKind.All.Single(known => known.Name == kindName);
        using var network = kind.Load(file);
        ModuleWeights.Save(network, target, half,
            new Dictionary<string, string>(file.Metadata) { ["kind"] = kind.Name });
        var parameters = network.parameters().Sum(parameter => parameter.numel());
        output.WriteLine($"{kind.Name}: {network.state_dict().Count} tensors, {parameters} parameters, " +
            $"{new FileInfo(target).Length} bytes in {target}.");
    }
}
