using EditableDeepSC.Benchmarks;
using EditableDeepSC.Benchmarks.Jecc;

var benchmarks = new SortedDictionary<string, Func<string[], int>>(StringComparer.Ordinal)
{
    ["actors"] = _ => ActorBenchmark.Run(),
    ["channel"] = _ => ChannelBenchmarks.Run(),
    ["jecc"] = JeccBenchmark.Run,
    ["pipeline"] = _ => PipelineBenchmark.Run(),
    ["portraits"] = _ => PortraitBenchmark.Run(),
    ["resume"] = ResumeBenchmark.Run,
    ["soak"] = _ => SoakBenchmark.Run(),
    ["tensor"] = _ => TensorBenchmark.Run(),
};

if (args is [var name, .. var options] && benchmarks.TryGetValue(name, out var run)
    && (options is [] || name is "jecc" or "resume")) return run(options);
Console.Error.WriteLine(
    $"Say which benchmark: {string.Join(", ", benchmarks.Keys)}. jecc takes options, and resume names of trainings.");
return 2;
