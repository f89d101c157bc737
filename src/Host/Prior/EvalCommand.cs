using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Host.Weights;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Prior;

/// <summary><c>eds eval prior</c>: measures the shipped networks.</summary>
internal static class EvalCommand
{
    public static Command Create() => new("eval", "Measures what the shipped networks reach.") { CreatePrior() };

    private static Command CreatePrior()
    {
        var weights = WeightsOption.Create();
        var device = DeviceOption.Create();
        var portraits = new Option<int>("--portraits")
        {
            Description = "How many portraits, people and triplets.",
            DefaultValueFactory = _ => 1000,
        };
        var inversions = new Option<int>("--inversions")
        {
            Description = "How many portraits to invert each way.",
            DefaultValueFactory = _ => 100,
        };
        var only = new Option<string?>("--only") { Description = "Measures this part alone." };
        only.AcceptOnlyFromAmong([.. PriorEvaluation.Parts]);
        var card = new Option<FileInfo?>("--card") { Description = "Also writes the table to this Markdown file." };
        var json = JsonOutput.Option();
        var command = new Command("prior", "Predictor, judge, identity, LPIPS-P, text and inversion, over portraits "
            + "that no training saw. Exit code 10 where a bar is missed.")
        {
            weights, device, portraits, inversions, only, card, json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(portraits) < 2 || parsed.GetValue(inversions) < 2)
                throw new UserErrorException("--portraits and --inversions take 2 or more.");
            var output = parsed.InvocationConfiguration.Output;
            var figures = new List<PriorFigure>();
            try
            {
                foreach (var figure in PriorEvaluation.Measure(parsed.GetRequiredValue(weights),
                    DeviceOption.Resolve(parsed.GetValue(device)!), parsed.GetValue(portraits),
                    parsed.GetValue(inversions), parsed.GetValue(only)))
                {
                    figures.Add(figure);
                    if (!parsed.GetValue(json)) output.WriteLine(Line(figure));
                }
            }
            catch (WeightsException problem)
            {
                throw new UserErrorException(problem.Message, ExitCode.BadWeights);
            }
            if (parsed.GetValue(json)) output.WriteLine(JsonSerializer.Serialize(new { figures }, JsonOutput.Format));
            if (parsed.GetValue(card) is { } file) File.WriteAllText(file.FullName, Card(figures, parsed.GetValue(only)));
            return figures.All(figure => figure.Met) ? ExitCode.Ok : ExitCode.ThresholdFailed;
        });
        return command;
    }

    private static string Line(PriorFigure figure) => string.Create(CultureInfo.InvariantCulture,
        $"{figure.Part,-42} {figure.Name,-40} {figure.Value,8:F4}  [{figure.Low:F4}, {figure.High:F4}]  n {figure.Count,5}  ")
        + Bar(figure);

    private static string Bar(PriorFigure figure) => figure.Bar is { } bar
        ? string.Create(CultureInfo.InvariantCulture, $"bar {bar:F4} {(figure.Met ? "kept" : "MISSED")}") : "";

    private static string Card(IEnumerable<PriorFigure> figures, string? only) =>
        $"# Measured\n\n`./eds eval prior{(only is null ? "" : " --only " + only)}` over portraits and sentences that no training saw; 95 % intervals.\n\n"
        + "| part | figure | measured | interval | n | bar |\n|---|---|---|---|---|---|\n"
        + string.Concat(figures.Select(figure => string.Create(CultureInfo.InvariantCulture,
            $"| {figure.Part} | {figure.Name} | {figure.Value:F4} | {figure.Low:F4} to {figure.High:F4} | {figure.Count} | ")
            + Bar(figure) + " |\n"));
}
