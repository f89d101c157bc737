using EditableDeepSC.Models;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds eval prior|jecc</c>: measures the shipped networks.</summary>
internal static class EvalCommand
{
    private const string MissedBar = " Exit code 10 if a bar is missed.";

    public static Command Create() =>
        new("eval", "Measures how good the shipped networks are.") { CreatePrior(), CreateJecc() };

    private static Command CreatePrior()
    {
        var portraits = DefaultOption.Of("--portraits", 1000, "Number of portraits, of people and of triplets.");
        var inversions = DefaultOption.Of("--inversions", 100, "Number of portraits to invert from each start.");
        var only = new Option<string?>("--only") { Description = "Measures only this part." };
        only.AcceptOnlyFromAmong([.. PriorEvaluation.Parts]);
        return Create("prior", "Measures predictor, judge, identity, LPIPS-P, text and inversion on portraits "
            + "unseen in training." + MissedBar, [portraits, inversions], only,
            (parsed, weights, device) => PriorEvaluation.Measure(
                weights, device, parsed.GetValue(portraits), parsed.GetValue(inversions), parsed.GetValue(only)));
    }

    private static Command CreateJecc()
    {
        var portraits = DefaultOption.Of("--portraits", 200, "Number of portraits, each with one request.");
        return Create("jecc", "Measures edits, adapters and channels on portraits and sentences unseen in training."
            + MissedBar, [portraits], null, (parsed, weights, device) => JeccEvaluation.Measure(weights, device,
                parsed.GetValue(portraits),
                done => parsed.InvocationConfiguration.Error.WriteLine($"{done} portraits")));
    }

    private static Command Create(string name, string description, IReadOnlyList<Option<int>> counts,
        Option<string?>? only, Func<ParseResult, DirectoryInfo, Device, IEnumerable<MeasuredFigure>> measure)
    {
        var (weights, device, json) = (WeightsOption.Create(), DeviceOption.Create(), JsonOutput.Option());
        var card = new Option<FileInfo?>("--card") { Description = "Also writes this run as a model card, Markdown." };
        var command = new Command(name, description) { weights, device, card, json };
        foreach (var count in counts) command.Add(count);
        if (only is not null) command.Add(only);
        command.SetAction(parsed =>
        {
            if (counts.FirstOrDefault(count => parsed.GetValue(count) < 2) is { } few)
                throw new UserErrorException($"{few.Name} takes 2 or more.");
            var file = parsed.GetValue(card);
            if (file is { Directory.Exists: false })
                throw new UserErrorException($"--card: there is no folder '{file.Directory}'.");
            if (Directory.Exists(file?.FullName)) throw new UserErrorException($"--card: '{file}' is a folder.");
            var output = parsed.InvocationConfiguration.Output;
            var used = DeviceOption.Resolve(parsed.GetValue(device)!);
            var report = new EvalReport($"./eds eval {name}" + string.Concat(counts.Cast<Option>()
                .Concat(only is null ? [] : [only]).Where(option => parsed.GetResult(option) is { Implicit: false })
                .Select(option => $" {option.Name} {parsed.GetResult(option)!.Tokens[0].Value}")),
                PortraitSets.HeldOut, used.ToString());
            foreach (var figure in measure(parsed, parsed.GetRequiredValue(weights), used))
            {
                report.Figures.Add(figure);
                if (!parsed.GetValue(json)) output.WriteLine(EvalReport.Line(figure));
            }
            if (parsed.GetValue(json)) output.WriteLine(report.ToJson());
            if (file is not null) WholeFile.Write(file.FullName, report.ToCard());
            return report.Figures.Exists(figure => figure.Holds == false) ? ExitCode.ThresholdFailed : ExitCode.Ok;
        });
        return command;
    }
}
