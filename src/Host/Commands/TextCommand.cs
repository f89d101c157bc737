using System.Text.Json;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds text</c>: reads requests and prints what they mean, one JSON object a line.</summary>
internal static class TextCommand
{
    public static Command Create()
    {
        var sentences = new Argument<string[]>("SENTENCE")
        {
            Description = "Requests in English; without any, standard input is read, one request a line.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var weights = WeightsOption.Create();
        var command = new Command("text", "Reads requests: mode, attribute, direction and degrees of each, as JSON.")
        {
            sentences, weights,
        };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(sentences) ?? [];
            if (given.FirstOrDefault(sentence => sentence.StartsWith("--", StringComparison.Ordinal)) is { } option)
                throw new UserErrorException($"text has no option '{option}'; see './eds text --help'.");
            using var reader = Load(parsed.GetRequiredValue(weights));
            var output = parsed.InvocationConfiguration.Output;
            if (given.Length > 0)
            {
                foreach (var request in reader.Read(given)) output.WriteLine(Line(request));
                return;
            }
            while (Console.In.ReadLine() is { } line) output.WriteLine(Line(reader.Read(line)));
        });
        return command;
    }

    private static RequestReader Load(DirectoryInfo weights)
    {
        try
        {
            return RequestReader.Load(weights);
        }
        catch (WeightsException problem)
        {
            throw new WeightsException(
                problem.Reason, $"{problem.Message} './eds train text --steps N' trains the reader again.");
        }
    }

    private static string Line(ReadRequest request) => JsonSerializer.Serialize(new
    {
        request.Text,
        request.Label.Mode,
        request.Label.Attribute,
        request.Label.Direction,
        request.Label.Value,
        request.Label.Target,
        Confidence = Math.Round(request.Confidence, 3),
        request.Unread,
    }, JsonOutput.Line);
}
