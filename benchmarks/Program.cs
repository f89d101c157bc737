using EditableDeepSC.Benchmarks;

var benchmarks = new SortedDictionary<string, Func<int>>(StringComparer.Ordinal)
{
    ["actors"] = ActorBenchmark.Run,
    ["channel"] = ChannelBenchmarks.Run,
    ["pipeline"] = PipelineBenchmark.Run,
    ["portraits"] = PortraitBenchmark.Run,
    ["soak"] = SoakBenchmark.Run,
    ["tensor"] = TensorBenchmark.Run,
};

if (args is [var name] && benchmarks.TryGetValue(name, out var run)) return run();
Console.Error.WriteLine($"Say which benchmark: {string.Join(", ", benchmarks.Keys)}.");
return 2;
