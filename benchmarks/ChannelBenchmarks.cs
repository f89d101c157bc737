using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace EditableDeepSC.Benchmarks;

/// <summary>The link level: <c>./eds bench channel</c>.</summary>
internal static class ChannelBenchmarks
{
    /// <summary>Exit code 1 if a benchmark did not run.</summary>
    public static int Run()
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15);
        var config = DefaultConfig.Instance.AddJob(job).AddColumn(StatisticColumn.OperationsPerSecond);
        var summaries = BenchmarkRunner.Run([typeof(LinkBenchmark), typeof(LdpcBenchmark)], config);
        var reports = summaries.SelectMany(summary => summary.Reports).ToArray();
        return reports.Length > 0 && reports.All(report => report.Success) ? 0 : 1;
    }
}
