using System.Globalization;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>What `./eds bench jecc` may be told.</summary>
/// <param name="Weights">The folder with the networks.</param>
/// <param name="Pairs">Portraits with their sentences that each setting works on in a round; 1 or more.</param>
/// <param name="Rounds">Turns of all settings, of which medians are taken; 1 or more.</param>
/// <param name="Requests">Requests after which no tensor may be left; 1 or more.</param>
internal sealed record JeccBenchmarkOptions(DirectoryInfo Weights, int Pairs, int Rounds, int Requests)
{
    internal const string Usage =
        "options: --weights DIR (weights), --pairs N (16), --rounds N (3), --requests N (500)";

    /// <summary>Null where the arguments are others.</summary>
    internal static JeccBenchmarkOptions? Parse(string[] arguments)
    {
        var options = new JeccBenchmarkOptions(new DirectoryInfo("weights"), 16, 3, 500);
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is not [var name, var value]) return null;
            _ = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
            if (name != "--weights" && count < 1) return null;
            var parsed = name switch
            {
                "--weights" => options with { Weights = new DirectoryInfo(value) },
                "--pairs" => options with { Pairs = count },
                "--rounds" => options with { Rounds = count },
                "--requests" => options with { Requests = count },
                _ => null,
            };
            if (parsed is null) return null;
            options = parsed;
        }
        return options;
    }
}
