using System.CommandLine;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Reports;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds channel selftest</c>: measures the published figures again and says whether they hold.</summary>
internal sealed class SelfTestCommand : Command
{
    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "The seed. With another one, expect one uncoded figure in twenty outside its 95 % interval.",
        DefaultValueFactory = _ => new SelfTestOptions().Seed.Value,
    };
    private readonly Option<string> _only = new("--only")
    {
        Description = "Only the curves with this in their name, such as 'qam16' or 'ldpc648r56 min-sum'.",
        DefaultValueFactory = _ => "",
    };
    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads; the figures do not depend on them.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public SelfTestCommand() : base("selftest", "Compares uncoded and LDPC error rates with published figures.")
    {
        Options.Add(_seed);
        Options.Add(_only);
        Options.Add(_threads);
        SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var threads = parsed.GetValue(_threads);
        if (threads < 1) throw new UserErrorException($"--threads is {threads}; give 1 or more.");
        var only = parsed.GetValue(_only)!;
        var curves = SelfTest.Curves.Where(curve => curve.Name.Contains(only, StringComparison.Ordinal)).ToArray();
        if (curves.Length == 0)
        {
            var names = string.Join("; ", SelfTest.Curves.Select(curve => curve.Name));
            throw new UserErrorException($"--only '{only}' leaves no curve of {names}.");
        }
        var options = new SelfTestOptions { Seed = new Seed(parsed.GetValue(_seed)) };
        var test = new SelfTest(new ErrorRateEngine(threads, TimeProvider.System), options);
        var report = new SelfTestReport(parsed.InvocationConfiguration.Output);
        report.Begin(options);
        try
        {
            foreach (var curve in curves) report.Add(test.Run(curve, cancellation));
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        return report.End() ? ExitCode.Ok : ExitCode.Failed;
    }
}
