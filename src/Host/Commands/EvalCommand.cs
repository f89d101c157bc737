using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Evaluation;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds eval prior|jecc</c>: measures the shipped networks.</summary>
internal static class EvalCommand
{
    private const string Comparison = "compared";
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
        var form = FormOption.Create("The form of adapters in the tables of pairs and channels:", Comparison);
        return Create("jecc", "Measures edits, adapters and channels on portraits and sentences unseen in training."
            + MissedBar, [portraits], form, (parsed, weights, device) => JeccEvaluation.Measure(weights, device,
                parsed.GetValue(portraits), parsed.GetValue(form) == Comparison ? null : FormOption.Of(parsed.GetValue(form)),
                done => parsed.InvocationConfiguration.Error.WriteLine($"{done} portraits")));
    }

    private static Command Create(string name, string description, IReadOnlyList<Option<int>> counts,
        Option<string?>? only, Func<ParseResult, DirectoryInfo, Device, IEnumerable<MeasuredFigure>> measure)
    {
        var (weights, device, json) = (WeightsOption.Create(), DeviceOption.Create(), JsonOutput.Option());
        var card = new Option<FileInfo?>("--card") { Description = "Also writes the table to this Markdown file." };
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
            var figures = new List<MeasuredFigure>();
            foreach (var figure in measure(parsed, parsed.GetRequiredValue(weights),
                DeviceOption.Resolve(parsed.GetValue(device)!)))
            {
                figures.Add(figure);
                if (!parsed.GetValue(json)) output.WriteLine(Line(figure));
            }
            if (parsed.GetValue(json)) output.WriteLine(JsonSerializer.Serialize(new { figures }, JsonOutput.Format));
            var what = only is not null && parsed.GetValue(only) is { } part ? $"{name} {only.Name} {part}" : name;
            if (file is not null) WholeFile.Write(file.FullName, Card(what, figures));
            return figures.All(figure => figure.Met) ? ExitCode.Ok : ExitCode.ThresholdFailed;
        });
        return command;
    }

    private static string Line(MeasuredFigure figure) => string.Create(CultureInfo.InvariantCulture,
        $"{figure.Part,-42} {figure.Name,-48} {figure.Value,8:F4}  [{figure.Low:F4}, {figure.High:F4}]  ")
        + string.Create(CultureInfo.InvariantCulture, $"n {figure.Count,5}  ") + Bar(figure);

    private static string Bar(MeasuredFigure figure) => figure.Bar is { } bar
        ? string.Create(CultureInfo.InvariantCulture, $"{(figure.LessIsBetter ? "at most" : "at least")} {bar:F4} ")
            + (figure.Met ? "kept" : "MISSED") : "";

    private static string Card(string name, IEnumerable<MeasuredFigure> figures) =>
        $"# Measured\n\n`./eds eval {name}` on portraits and sentences unseen in training; 95 % intervals.\n\n"
        + "| part | figure | measured | interval | n | bar |\n|---|---|---|---|---|---|\n"
        + string.Concat(figures.Select(figure => string.Create(CultureInfo.InvariantCulture,
            $"| {figure.Part} | {figure.Name} | {figure.Value:F4} | {figure.Low:F4} to {figure.High:F4} | ")
            + $"{figure.Count} | {Bar(figure)} |\n"));
}
