using System.Globalization;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>All settings in turns over the same pairs, here and in Python.</summary>
internal sealed class JeccSpeed(JeccNetworks networks, EditRequest[] requests, JeccPeer? peer)
{
    private const double Bar = 4;
    private const string Paper = "paper (random start, 110 iterations)", Guess = "encoder's start, 20 of Adam";

    /// <summary>What Python does from the encoder's guess.</summary>
    private static readonly InversionOptions AsThere = new() { MaxIterations = 20, LearningRate = 0.2 };
    private static readonly int[] Batches = [1, 4, 16];

    /// <summary>
    /// Prints pairs a second, shares of the time and ratios; false where the default setting at batch 1 is below its
    /// bar, a multiple of the paper's setting in Python.
    /// </summary>
    internal bool Compare(int rounds)
    {
        var iterations = InversionOptions.FromGuess.MaxIterations;
        var (defaults, papers) = (Here($"default (encoder's start, {iterations})", new()), Here(Paper, JeccOptions.RandomStart));
        JeccSetting same = new(Guess, 1, requests.Length,
            () => new JeccChain(networks, new() { Slots = 1, Inversion = AsThere }).Run(requests));
        JeccSetting[] here = [.. defaults, .. InFloat32(), same, .. papers];
        JeccSetting[] there = peer is null ? []
            : [There($"Python, {Paper}", "paper"), There($"Python, {Guess}", "guess")];
        JeccSetting[] all = [.. here, .. there];
        for (var round = 0; round < rounds; round++)
            foreach (var setting in all) setting.Measure();
        PrintRates(all);
        if (there is not [var paper, var guess]) return true;
        var kept = defaults[0].Over(paper) >= Bar;
        foreach (var setting in defaults) PrintRatio(setting, paper, setting == defaults[0] ? $" (bar {Bar:F0})" : "");
        PrintRatio(same, guess, " (the same computation)");
        PrintRatio(papers[0], paper, " (the same computation)");
        return kept;
    }

    private JeccSetting[] Here(string title, JeccOptions options) =>
        [.. Batches.Where(batch => batch <= requests.Length).Select(batch => new JeccSetting(title, batch,
            requests.Length, () => new JeccChain(networks, options with { Slots = batch }).Run(requests)))];

    private JeccSetting There(string title, string setting) =>
        new(title, 1, requests.Length, () => peer!.Run(setting, requests.Length));

    /// <summary>For comparison, where the default is less.</summary>
    private IEnumerable<JeccSetting> InFloat32() => networks.Generator.Precision is null ? []
        : [new("default, maps in Float32", 1, requests.Length, RunInFloat32)];

    private StageTimes RunInFloat32()
    {
        var precision = networks.Generator.Precision;
        networks.Generator.Precision = null;
        var times = new JeccChain(networks, new() { Slots = 1 }).Run(requests);
        networks.Generator.Precision = precision;
        return times;
    }

    private static void PrintRates(IEnumerable<JeccSetting> settings)
    {
        Console.WriteLine($"{"",-44} {"batch",5} {"pairs/s",8}" +
            string.Concat(StageTimes.Names.Select(name => $" {name,9}")));
        foreach (var setting in settings)
        {
            var shares = setting.Shares()
                .Select(share => string.Create(CultureInfo.InvariantCulture, $" {100 * share,7:F2} %"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{setting.Title,-44} {setting.Batch,5} {setting.PairsPerSecond,8:F3}") + string.Concat(shares));
        }
    }

    private static void PrintRatio(JeccSetting ours, JeccSetting theirs, string remark) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{ours.Over(theirs),5:F2} x: {ours.Title} at batch {ours.Batch} over {theirs.Title} at batch 1{remark}"));
}
