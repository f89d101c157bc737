using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Requests;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds eval prior|jecc|text</c>: measures the shipped networks.</summary>
internal static class EvalCommand
{
    private const string MissedBar = " Exit code 10 if a bar is missed.";

    public static Command Create() =>
        new("eval", "Measures how good the shipped networks are.") { CreatePrior(), CreateJecc(), CreateText() };

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

    private static Command CreateText()
    {
        var files = new Option<FileInfo[]>("--set")
        {
            Description = "Files of sentences: kind, attribute, direction, degree and sentence with tabs between.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var wrong = new Option<bool>("--wrong") { Description = "Also prints the sentences that are read wrongly." };
        var weights = WeightsOption.Create();
        var command = new Command("text", "Measures how many sentences of a file are read with the right effect.")
        {
            files, wrong, weights,
        };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            using var reader = RequestReader.Load(parsed.GetRequiredValue(weights));
            var sentences = parsed.GetRequiredValue(files).SelectMany(Sentences).ToArray();
            foreach (var figure in RequestSet.Measure(reader, sentences)) output.WriteLine(Line(figure));
            if (!parsed.GetValue(wrong)) return;
            foreach (var sentence in sentences)
                if (reader.Read(sentence.Text) is var read && !sentence.IsRight(read.Label))
                    output.WriteLine($"{sentence} read as {read.Label}, {read.Confidence:F2}");
        });
        return command;
    }

    private static IReadOnlyList<LabelledEffect> Sentences(FileInfo file)
    {
        try
        {
            return RequestSet.Read(file.FullName);
        }
        catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--set: {problem.Message}");
        }
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
            var what = only is not null && parsed.GetValue(only) is { } part ? $"{name} --only {part}" : name;
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
