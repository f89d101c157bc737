using EditableDeepSC.Benchmarks;
using EditableDeepSC.Benchmarks.Calibrating;
using EditableDeepSC.Benchmarks.Fuzz;
using EditableDeepSC.Benchmarks.Jecc;
using EditableDeepSC.Benchmarks.Machines;

var benchmarks = new SortedDictionary<string, Func<string[], int>>(StringComparer.Ordinal)
{
    ["calibrate"] = CalibrateBenchmark.Run,
    ["channel"] = _ => ChannelBenchmarks.Run(),
    ["coding"] = _ => CodingBenchmark.Run(),
    ["images"] = _ => ImageBenchmark.Run(),
    ["jecc"] = JeccBenchmark.Run,
    ["pipeline"] = PipelineBenchmark.Run,
    ["chaos"] = ChaosBenchmark.Run,
    ["clocks"] = ClocksBenchmark.Run,
    ["cluster"] = ClusterBenchmark.Run,
    ["fuzz"] = FuzzBenchmark.Run,
    ["portraits"] = _ => PortraitBenchmark.Run(),
    ["profile"] = ProfileBenchmark.Run,
    ["resume"] = ResumeBenchmark.Run,
    ["scale"] = _ => ScaleBenchmark.Run(),
    ["serve"] = ServeBenchmark.Run,
    ["soak"] = SoakBenchmark.Run,
    ["theory"] = TheoryBenchmark.Run,
};

if (args is [var name, .. var options] && benchmarks.TryGetValue(name, out var run)
    && (options is [] || name is "calibrate" or "chaos" or "clocks" or "cluster" or "fuzz" or "jecc" or "profile" or "resume" or "theory" || name is "pipeline" && options is ["stub"] or ["learned"]
        || name is "serve" && options is [var minutes] && int.TryParse(minutes, out var wanted) && wanted > 0
        || name is "soak" && options is [var count] && int.TryParse(count, out var requests) && requests >= 16)) return run(options);
Console.Error.WriteLine(
    $"Say which benchmark: {string.Join(", ", benchmarks.Keys)}. calibrate --out, --check or --speed FILE, jecc takes options, chaos a number of seeds, clocks stub or learned, cluster a part, fuzz a kind, a count and a first seed, profile --out FILE, resume names of trainings and --images DIR, pipeline stub or learned, serve a number of minutes, soak a number of requests from 16 on, theory from 1000 on.");
return 2;
