using System.Globalization;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Requests;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds eval prior|jecc|observer|text|paper</c>: measures the shipped networks.</summary>
internal static class EvalCommand
{
    private const string Comparison = "compared";
    private const string MissedBar = " Exit code 10 if a bar is missed.";

    public static Command Create() =>
        new("eval", "Measures how good the shipped networks are.")
            { CreatePrior(), CreateJecc(), CreateObserver(), CreateText(), new EvalPaperCommand() };

    private static Command CreatePrior()
    {
        var portraits = DefaultOption.Of("--portraits", 1000, "Number of portraits, of people and of triplets.");
        var inversions = DefaultOption.Of("--inversions", 100, "Number of portraits to invert from each start.");
        var faces = new FaceOptions();
        var only = new Option<string?>("--only") { Description = "Measures only this part." };
        only.AcceptOnlyFromAmong([.. PriorEvaluation.Parts]);
        return Create("prior", "Measures predictor, judge, identity, LPIPS-P, text and inversion on portraits "
            + "unseen in training." + MissedBar, [portraits, inversions], only,
            (parsed, weights, device, data) => faces.Of(parsed) is { } own
                ? OnFaces(own, set => new FaceEvaluation(weights, device, set, data, parsed.GetValue(portraits))
                { MeasuredBy = [weights, WeightsOption.Shipped] }.Networks())
                : PriorEvaluation.Measure(weights, device, data, parsed.GetValue(portraits), parsed.GetValue(inversions),
                    parsed.GetValue(only)), faces);
    }

    private static Command CreateJecc()
    {
        var portraits = DefaultOption.Of("--portraits", 200, "Number of portraits, each with one request.");
        var faces = new FaceOptions();
        var form = FormOption.Create("The form of adapters in the tables of pairs and channels:", Comparison);
        return Create("jecc", "Measures edits, adapters and channels on portraits and sentences unseen in training."
            + " With --images: on a folder's development part, all forms that the set has." + MissedBar,
            [portraits], form,
            (parsed, weights, device, data) => faces.Of(parsed) is { } own
                ? OnFaces(own, set => new FaceEvaluation(weights, device, set, data, parsed.GetValue(portraits))
                    .Jecc(Progress(parsed)))
                : JeccEvaluation.Measure(weights, device, data, parsed.GetValue(portraits),
                    parsed.GetValue(form) == Comparison ? null : FormOption.Of(parsed.GetValue(form)), Progress(parsed)),
            faces);
    }

    private static Action<int> Progress(ParseResult parsed) =>
        done => parsed.InvocationConfiguration.Error.WriteLine($"{done} portraits");

    private static IEnumerable<MeasuredFigure> OnFaces(
        FaceSources sources, Func<FaceDataSet, IEnumerable<MeasuredFigure>> measure)
    {
        using var set = new FaceDataSet(sources);
        foreach (var figure in measure(set)) yield return figure;
    }

    private static Command CreateObserver()
    {
        var portraits = DefaultOption.Of("--portraits", 2000, "Number of portraits on each side of FID-P and KID-P.");
        var people = DefaultOption.Of("--people", 500, "Number of hard pairs of either kind.");
        return Create("observer", "Measures how well the network that only measures reads portraits and knows people."
            + MissedBar, [portraits, people], null, (parsed, weights, device, data) => ObserverEvaluation.Measure(
                weights, device, data, parsed.GetValue(portraits), parsed.GetValue(people)));
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
            foreach (var figure in RequestSet.Measure(reader, sentences)) output.WriteLine(EvalReport.Line(figure));
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
        Option<string?>? only,
        Func<ParseResult, DirectoryInfo, Device, EvaluationData, IEnumerable<MeasuredFigure>> measure,
        FaceOptions? faces = null)
    {
        var (weights, device, json) = (WeightsOption.Create(), DeviceOption.Create(), JsonOutput.Option());
        var card = new Option<FileInfo?>("--card")
        {
            Description = "Also writes the rows of this run as a model card, Markdown.",
        };
        var final = new Option<bool>("--final")
        {
            Description = "Measures on the evaluation portraits; takes --card, which counts how often this was done.",
        };
        var command = new Command(name, description) { weights, device, card, json, final };
        foreach (var count in counts) command.Add(count);
        if (only is not null) command.Add(only);
        foreach (var option in faces?.All ?? []) command.Add(option);
        command.SetAction(parsed =>
        {
            if (counts.FirstOrDefault(count => parsed.GetValue(count) < 2) is { } few)
                throw new UserErrorException($"{few.Name} takes 2 or more.");
            var file = parsed.GetValue(card);
            if (file is { Directory.Exists: false })
                throw new UserErrorException($"--card: there is no folder '{file.Directory}'.");
            if (Directory.Exists(file?.FullName)) throw new UserErrorException($"--card: '{file}' is a folder.");
            var isFinal = parsed.GetValue(final);
            if (isFinal && file is null)
                throw new UserErrorException("--final takes --card FILE: the card counts each use of these portraits.");
            var uses = FinalUses.In(file) + (isFinal ? 1 : 0);
            var output = parsed.InvocationConfiguration.Output;
            var used = DeviceOption.Resolve(parsed.GetValue(device)!);
            var data = isFinal ? EvaluationData.Final : EvaluationData.Development;
            var report = new EvalReport($"./eds eval {name}" + string.Concat(counts.Cast<Option>()
                .Concat(only is null ? [] : [only]).Concat(faces?.All ?? [])
                .Where(option => parsed.GetResult(option) is { Implicit: false })
                .Select(option => $" {option.Name} {parsed.GetResult(option)!.Tokens[0].Value}"))
                + (isFinal ? " --final" : ""), data.Portraits.Seed, used.ToString())
            { FinalUses = uses };
            foreach (var figure in measure(parsed, parsed.GetRequiredValue(weights), used, data))
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

/// <summary>How often the evaluation portraits were used for a card: each use makes them less unknown.</summary>
internal static class FinalUses
{
    public const string Line = "Measured on the evaluation portraits so far (--final), times: ";

    /// <summary>What the card said before; 0 where there was none.</summary>
    public static int In(FileInfo? card) => card is { Exists: true } && File.ReadLines(card.FullName)
        .FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal)) is { } found
            && int.TryParse(found[Line.Length..], CultureInfo.InvariantCulture, out var uses) ? uses : 0;
}
