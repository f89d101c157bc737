using System.CommandLine;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Commands;

/// <summary>
/// <c>./eds weights import --kind KIND FILE...</c>: makes a safetensors file of a public PyTorch file.
/// </summary>
internal static class WeightsImport
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "A .pt or .pth file; for lpips the backbone and the linear layers may be two files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var kind = new Option<string>("--kind") { Description = "The network that the file holds.", Required = true };
        kind.AcceptOnlyFromAmong([.. NetworkKind.All.Select(known => known.Name)]);
        var target = new Option<string?>("--out") { Description = "The file to write; default: FILE as .safetensors." };
        var half = new Option<bool>("--half") { Description = "Stores matrices and kernels as float16." };
        var command = new Command("import", "Reads public PyTorch weights, checks them and writes safetensors.")
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
        try
        {
            if (sources.Any(source => Path.GetFullPath(source) == Path.GetFullPath(target)))
                throw new UserErrorException($"{target} is read here; name another file with --out.");
            using var file = new JoinedTensorFile(sources);
            var kind = NetworkKind.All.Single(known => known.Name == kindName);
            using var network = kind.Load(file);
            ModuleWeights.Save(network, target, half,
                new Dictionary<string, string>(file.Metadata) { ["kind"] = kind.Name });
            var parameters = network.parameters().Sum(parameter => parameter.numel());
            output.WriteLine($"{kind.Name}: {network.state_dict().Count} tensors, {parameters} parameters, " +
                $"{new FileInfo(target).Length} bytes in {target}.");
        }
        catch (WeightsException problem)
        {
            throw new UserErrorException(problem.Message, ExitCode.BadWeights);
        }
    }
}
