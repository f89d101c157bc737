using System.Globalization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks;

/// <summary>A long run that must leave no tensor and no memory behind.</summary>
internal static class SoakBenchmark
{
    private const int Operations = 200_000;
    private const int OperationsInScope = 1_000;
    private const int TrainingSteps = 2_000;
    private const int StepsBetweenReadings = 20;
    private const int SoakUsers = 16;
    private const int Requests = 2_000;
    private const double MostMiBGrown = 10;
    private const double MostMiBPerThousandSteps = 1;

    /// <summary>1 where live tensors are not back to their start value, one was forgotten, or memory grows.</summary>
    internal static int Run(string[] arguments)
    {
        var requests = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : Requests;
        manual_seed(1);
        var before = LiveTensors.Count();
        for (var done = 0; done < Operations; done += OperationsInScope) Operate();
        Console.WriteLine($"{Operations} operations in scopes: {LiveTensors.Count() - before} tensors more than before");
        var (left, slope) = Train();
        var lost = LiveTensors.Forgotten();
        Console.WriteLine($"{TrainingSteps} training steps: {left} tensors more than before, {lost} forgotten; " +
            $"resident memory over the second half {slope:F3} MiB per 1000 steps (bar {MostMiBPerThousandSteps:F0})");
        return left == 0 && lost == 0 && slope < MostMiBPerThousandSteps && Simulate(requests) ? 0 : 1;
    }

    /// <summary>
    /// Requests of the learned codec through the simulator, with few iterations; true where a long run leaves no more
    /// than a short one, and memory is flat over its second half.
    /// </summary>
    private static bool Simulate(int requests)
    {
        // One codec for all runs, so that no run but the first makes networks; each loads its adapters.
        var codec = JeccPipelineBenchmark.Codec(new() { InversionIterations = 1, EditIterations = 1 });
        Simulated(codec, conversations: 2, new());
        var first = LiveTensors.Count();
        Simulated(codec, conversations: 2, new());
        var before = LiveTensors.Count();
        var memory = new Readings();
        var delivered = Simulated(codec, requests / SoakUsers, memory);
        var (left, lost, grown) = (LiveTensors.Count() - before - (before - first), LiveTensors.Forgotten(), memory.Memory.GrownMiB);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{delivered} requests through the simulator: {left} tensors more than after a short run, {lost} forgotten; " +
            $"resident memory of the last quarter {grown:F1} MiB above that of the third (bar {MostMiBGrown:F0})"));
        return delivered == requests / SoakUsers * SoakUsers && left == 0 && lost == 0 && grown < MostMiBGrown;
    }

    private static long Simulated(JeccCodec codec, int conversations, Readings memory)
    {
        var plan = JeccPipelineBenchmark.Plan(SoakUsers, conversations, codec);
        var result = SimulationRun.RunAsync(plan, TimeProvider.System, memory, CancellationToken.None)
            .GetAwaiter().GetResult();
        return result.Balance.IsBalanced && result.DeadLetters == 0 ? result.Balance.Delivered : 0;
    }

    /// <summary>Takes a reading with each transmission that ends.</summary>
    private sealed class Readings : IRunObserver
    {
        public ResidentMemory Memory { get; } = new();

        public void Ended(TransmissionRecord record) => Memory.Read();

        public void Submitted(double timeSeconds, TransmissionId id)
        {
        }

        public void Reached(double timeSeconds, TransmissionId id, Stage stage)
        {
        }

        public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
        {
        }

        public void Sampled(RunSnapshot snapshot)
        {
        }
    }

    private static void Operate()
    {
        using var scope = NewDisposeScope();
        var x = ones(4, 4);
        for (var i = 0; i < OperationsInScope / 4; i++) x = (x.mm(x) + 1).div(x.sum() + 1).tanh();
    }

    /// <summary>
    /// Tensors that steps left, after the first, which makes the optimizer's state; and MiB per 1000 steps, the
    /// least-squares slope over the second half.
    /// </summary>
    private static (long Left, double Slope) Train()
    {
        using var network = nn.Sequential(nn.Conv2d(3, 8, 3, padding: 1), nn.BatchNorm2d(8), nn.LeakyReLU(0.2),
            nn.Flatten(), nn.Linear(8 * 16 * 16, 4));
        using var optimizer = optim.Adam(network.parameters(), 1e-3);
        var readings = new List<(double Step, double MiB)>();
        Step(network, optimizer);
        _ = LiveTensors.Forgotten();    // the optimizer forgets one tensor when it makes its state
        var before = LiveTensors.Count();
        for (var step = 1; step <= TrainingSteps; step++)
        {
            Step(network, optimizer);
            if (step % StepsBetweenReadings != 0) continue;
            // What is left then is held: neither fresh pages of the nursery nor returned ones move the slope.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            if (step > TrainingSteps / 2) readings.Add((step, ResidentMemory.NowMiB()));
        }
        var (meanStep, meanMiB) = (readings.Average(r => r.Step), readings.Average(r => r.MiB));
        var slope = 1000 * readings.Sum(r => (r.Step - meanStep) * (r.MiB - meanMiB))
            / readings.Sum(r => (r.Step - meanStep) * (r.Step - meanStep));
        for (var step = 0; step < StepsBetweenReadings; step++) Step(network, optimizer);    // no collection hides what they forget
        return (LiveTensors.Count() - before, slope);
    }

    private static void Step(nn.Module<Tensor, Tensor> network, optim.Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(network.call(randn(8, 3, 16, 16)), randint(4, 8));
        loss.backward();
        optimizer.step();
    }
}
