using System.CommandLine;
using EditableDeepSC.Channels;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Host;

/// <summary><c>eds portraits</c>: writes made portraits with their labels.</summary>
internal static class PortraitsCommand
{
    private const int MostImages = 1_000_000;

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "A new or empty folder.", Required = true };
        var count = Ranged("--count", 16, 1, MostImages, "How many portraits");
        var resolution = Ranged("--resolution", 128, PortraitRenderer.MinResolution, PortraitRenderer.MaxResolution,
            "Width and height in pixels");
        var seed = new Option<ulong>("--seed") { Description = "Which people; the same seed draws the same." };
        var style = new Option<PortraitStyle>("--style") { Description = "photo or ink." };
        var sheet = new Option<bool>("--sheet") { Description = "Add sheet.png: every degree of every attribute." };
        var command = new Command("portraits", "Draws portraits and writes PNG files with labels.")
        {
            folder, count, resolution, seed, style, sheet,
        };
        command.SetAction(parsed =>
        {
            var writer = new PortraitWriter(parsed.GetRequiredValue(folder), new PortraitSampler(new Seed(parsed.GetValue(seed))))
            {
                Seed = parsed.GetValue(seed),
                Resolution = parsed.GetValue(resolution),
                Style = parsed.GetValue(style),
            };
            writer.Write(parsed.GetValue(count), parsed.GetValue(sheet));
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{parsed.GetValue(count)} portraits, labels.txt and labels.json in {parsed.GetValue(folder)}");
        });
        return command;
    }

    private static Option<int> Ranged(string name, int otherwise, int least, int most, string description)
    {
        var option = new Option<int>(name)
        {
            Description = $"{description}, {least} to {most}.",
            DefaultValueFactory = _ => otherwise,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
                result.AddError($"{name} takes {least} to {most}, not {value}.");
        });
        return option;
    }
}
