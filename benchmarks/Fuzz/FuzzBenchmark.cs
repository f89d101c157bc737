using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EditableDeepSC.Host;
using EditableDeepSC.Host.Commands;

namespace EditableDeepSC.Benchmarks.Fuzz;

/// <summary>
/// Puts damaged input through the command line: each must end within 5 s of computing, with an exit code that people
/// know and without a stack trace or a name of a .NET type; and hostile requests to the page. <c>bench fuzz [KIND] [COUNT] [FIRST]</c>: a seed is one input.
/// </summary>
internal static partial class FuzzBenchmark
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(5);

    private static readonly int[] KnownCodes =
    [
        ExitCode.Ok, ExitCode.Failed, ExitCode.Usage, ExitCode.BadScenario, ExitCode.BadWeights, ExitCode.NoDevice,
        ExitCode.ThresholdFailed,
    ];

    /// <summary>The kinds of input, and how many of each a full run takes.</summary>
    public static IReadOnlyDictionary<string, int> Counts { get; } = new Dictionary<string, int>
    {
        ["scenarios"] = 10_000,
        ["sets"] = 10_000,
        ["runs"] = 5_000,
        ["weights"] = 5_000,
        ["pictures"] = 5_000,
        [FuzzRequests.Kind] = 10_000,
    };

    internal static int Run(string[] arguments)
    {
        var kinds = arguments is [var kind, ..] ? [kind] : Counts.Keys.ToArray();
        if (arguments.Length > 3 || !kinds.All(Counts.ContainsKey)
            || !arguments.Skip(1).All(number => int.TryParse(number, CultureInfo.InvariantCulture, out _)))
        {
            Console.Error.WriteLine($"bench fuzz: write [{string.Join('|', Counts.Keys)} [COUNT [FIRST]]]");
            return 2;
        }
        int[] numbers = [.. arguments.Skip(1).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        var failed = 0;
        foreach (var one in kinds)
        {
            var (count, first) = (numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1));
            if (numbers.Length == 0) count = Counts[one];
            var watch = Stopwatch.StartNew();
            var codes = new SortedDictionary<int, int>();
            foreach (var mistake in Mistakes(one, first, count, codes))
            {
                failed++;
                Console.WriteLine($"{mistake}; again by ./eds bench fuzz {one} 1 {mistake.Seed}");
            }
            var ends = string.Join(", ", codes.Select(code => $"{code.Value} with {code.Key}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{one}: {count} from seed {first} in {watch.Elapsed.TotalSeconds:0} s; {(one == FuzzRequests.Kind ? "HTTP statuses" : "exit codes")}: {ends}"));
        }
        Console.WriteLine(failed == 0 ? "no unhandled exception, no hang" : $"{failed} inputs FAILED");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>What goes wrong with the inputs of a kind, from one seed on.</summary>
    /// <param name="kind">A key of <see cref="Counts"/>.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="codes">Counts the exit codes, or statuses.</param>
    public static IEnumerable<FuzzMistake> Mistakes(string kind, int first, int count, IDictionary<int, int> codes)
    {
        if (kind == FuzzRequests.Kind)
        {
            using var requests = new FuzzRequests(WeightsOption.Shipped);
            foreach (var mistake in requests.Mistakes(first, count, codes)) yield return mistake;
            yield break;
        }
        using var inputs = new FuzzInputs();
        for (var seed = first; seed < first + count; seed++)
        {
            foreach (var act in inputs.Of(kind, seed))
            {
                var work = Task.Run(() => CallAsync(act));
                var problem = ProblemOf(work);
                if (work.IsCompletedSuccessfully)
                {
                    codes.TryGetValue(work.Result.Code, out var seen);
                    codes[work.Result.Code] = seen + 1;
                }
                if (problem is not null) yield return new FuzzMistake(kind, seed, problem);
            }
        }
    }

    /// <summary>By computing time, as the machine may be busy; what computes nothing gets a minute.</summary>
    internal static bool Ends(Task work)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        while (!work.Wait(TimeSpan.FromMilliseconds(100)))
        {
            var isSlow = Environment.CpuUsage.TotalTime - before > Hang && Stopwatch.GetElapsedTime(started) > Hang;
            if (isSlow || Stopwatch.GetElapsedTime(started) > 12 * Hang) return false;
        }
        return true;
    }

    private static async Task<(int Code, string Output, string Error)> CallAsync(
        Func<TextWriter, TextWriter, Task<int>> act)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await act(output, error), output.ToString(), error.ToString());
    }

    private static string? ProblemOf(Task<(int Code, string Output, string Error)> work)
    {
        try
        {
            if (!Ends(work)) return "no end after 5 s of computing";
        }
        catch (AggregateException cause)
        {
            return cause.InnerException!.ToString();
        }
        var (code, output, text) = work.Result;
        if (!KnownCodes.Contains(code)) return $"exit code {code}";
        if (code is not (ExitCode.Ok or ExitCode.ThresholdFailed) && text.Length + output.Length == 0)
            return $"exit code {code} without a word";
        return Internals().Match(text) is { Success: true } match ? $"a message names {match.Value}: {text}"
            : Codes().IsMatch(output + text) ? $"a control code is printed: {text}" : null;
    }

    [GeneratedRegex(@"\n   at |System\.[A-Z]\w+|EditableDeepSC\.[A-Z]\w+\.|Object reference|Parameter '")]
    private static partial Regex Internals();

    [GeneratedRegex(@"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]")]
    private static partial Regex Codes();
}

/// <summary>An input that was not taken as it should be.</summary>
internal sealed record FuzzMistake(string Kind, int Seed, string Problem)
{
    public override string ToString() => $"{Kind} {Seed}: {Problem}";
}
