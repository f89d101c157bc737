using System.CommandLine;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds portraits</c>: writes made portraits with their labels.</summary>
internal static class PortraitsCommand
{
    private const int MostImages = 1_000_000;

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "A new or empty folder.", Required = true };
        var count = new Option<int>("--count")
        {
            Description = $"How many portraits, 1 to {MostImages}.",
            DefaultValueFactory = _ => 16,
        };
        var resolution = new Option<int>("--resolution")
        {
            Description = $"Pixels a side, {PortraitRenderer.MinResolution} to {PortraitRenderer.MaxResolution}.",
            DefaultValueFactory = _ => 128,
        };
        var seed = new Option<ulong>("--seed") { Description = "Which people; the same seed draws the same." };
        var style = new Option<PortraitStyle>("--style") { Description = "photo or ink." };
        var sheet = new Option<bool>("--sheet") { Description = "Add sheet.png: every degree of every attribute." };
        var command = new Command("portraits", "Draws portraits and writes PNG files with labels.")
        {
            folder, count, resolution, seed, style, sheet,
        };
        command.SetAction(parsed =>
        {
            var writer = new PortraitWriter(parsed.GetRequiredValue(folder), new Seed(parsed.GetValue(seed)))
            {
                Resolution = Within(resolution, parsed.GetValue(resolution),
                    PortraitRenderer.MinResolution, PortraitRenderer.MaxResolution),
                Style = parsed.GetValue(style),
            };
            var images = Within(count, parsed.GetValue(count), 1, MostImages);
            writer.Write(images, parsed.GetValue(sheet));
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{images} portraits, labels.txt and labels.json in {parsed.GetValue(folder)}");
        });
        return command;
    }

    private static int Within(Option<int> option, int value, int least, int most) =>
        value >= least && value <= most
            ? value
            : throw new UserErrorException($"{option.Name} takes {least} to {most}, not {value}.");
}
